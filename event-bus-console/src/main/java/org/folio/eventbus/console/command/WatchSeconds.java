/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Takes the word after {@code --watch} only if it is a number: it may be the id of an event. */
final class WatchSeconds implements IParameterConsumer {

  private static final int DEFAULT = Integer.parseInt(OutputOptions.DEFAULT_WATCH);

  @Override
  public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
    boolean given = !arguments.isEmpty() && arguments.peek().matches("\\d{1,6}");
    option.setValue(given ? Integer.valueOf(arguments.pop()) : Integer.valueOf(DEFAULT));
  }
}
