/*
 * Preloaded into nginx (LD_PRELOAD), which has no option for it: a file that is renamed into place is synced,
 * and then the folder of its new name, before rename(2) returns. That is what our service promises with a 200.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

static int sync_path(const char *path, int flags) {
  int descriptor = open(path, flags | O_CLOEXEC);
  if (descriptor < 0) {
    return -1;
  }
  int result = fsync(descriptor);
  int reason = errno;
  close(descriptor);
  errno = reason;
  return result;
}

int rename(const char *from, const char *to) {
  static int (*real)(const char *, const char *);
  if (!real) {
    real = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
  }
  char folder[PATH_MAX];
  if (strlen(to) >= sizeof folder) {
    errno = ENAMETOOLONG;
    return -1;
  }
  if (sync_path(from, O_RDONLY) != 0 || real(from, to) != 0) {
    return -1;
  }
  strcpy(folder, to);
  return sync_path(dirname(folder), O_RDONLY | O_DIRECTORY);
}
