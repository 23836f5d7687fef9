/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.folio.eventbus.base.log.LogCode;
import org.jspecify.annotations.Nullable;

/** Records the log lines of this process while the object is open. */
public final class LoggedLines extends AbstractAppender implements AutoCloseable {

  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LogManager.getRootLogger();

  private record Line(String text, @Nullable Throwable thrown) {}

  public LoggedLines() {
    super("logged-lines", null, null, true, Property.EMPTY_ARRAY);
    start();
    root.addAppender(this);
  }

  @Override
  public void append(LogEvent event) {
    lines.add(new Line(event.getMessage().getFormattedMessage(), event.getThrown()));
  }

  public List<String> of(LogCode code) {
    return with(code).map(Line::text).toList();
  }

  /** The exceptions that were logged with a stack trace. */
  List<Throwable> traced(LogCode code) {
    return with(code).map(Line::thrown).filter(Objects::nonNull).toList();
  }

  private Stream<Line> with(LogCode code) {
    return lines.stream().filter(line -> line.text().startsWith(code + " "));
  }

  @Override
  public void close() {
    root.removeAppender(this);
    stop();
  }
}
