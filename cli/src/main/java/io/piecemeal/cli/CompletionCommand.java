package io.piecemeal.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description =
        "Prints what completes these commands in a shell: source <(piecemeal completion bash)")
final class CompletionCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "one of ${COMPLETION-CANDIDATES}")
  private Shell shell = Shell.bash;

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    // One script serves both: in zsh it loads what makes bash's completion work there.
    String script = AutoComplete.bash("piecemeal", spec.root().commandLine());
    surroundings
        .output()
        .println(
            switch (shell) {
              case bash -> script;
              case zsh -> "autoload -Uz compinit && compinit\n" + script;
            });
    return ExitCode.DONE;
  }

  /** As they are written on a command line. */
  @SuppressWarnings("MemberName")
  enum Shell {
    bash,
    zsh
  }
}
