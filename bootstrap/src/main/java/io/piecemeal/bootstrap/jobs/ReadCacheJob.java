package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.adapters.s3.cache.ReadCache;
import jakarta.inject.Singleton;

/** Has the cache of what was read forget what is old. */
@Singleton
@Requires(property = "piecemeal.read-cache-interval")
class ReadCacheJob {

  private final ReadCache cache;
  private final BackgroundWork work;

  ReadCacheJob(ReadCache cache, BackgroundWork work) {
    this.cache = cache;
    this.work = work;
  }

  @Scheduled(
      fixedDelay = "${piecemeal.read-cache-interval}",
      initialDelay = "${piecemeal.read-cache-interval}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void run() {
    work.run(cache::expire);
  }
}
