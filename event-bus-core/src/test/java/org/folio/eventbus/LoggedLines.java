/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.folio.eventbus.log.LogCode;

/** What this process logs while the object is open. */
final class LoggedLines extends AbstractAppender implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LogManager.getRootLogger();

  LoggedLines() {
    super("logged-lines", null, null, true, Property.EMPTY_ARRAY);
    start();
    root.addAppender(this);
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getMessage().getFormattedMessage());
  }

  List<String> of(LogCode code) {
    return lines.stream().filter(line -> line.startsWith(code + " ")).toList();
  }

  @Override
  public void close() {
    root.removeAppender(this);
    stop();
  }
}
