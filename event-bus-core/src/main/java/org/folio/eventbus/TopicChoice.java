/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Locale;

/** On which topics a stream's events lie ({@code EVENT_TOPICS}). */
public enum TopicChoice {
  /** One topic for all types of the stream; the order over all types is that of the topic. */
  STREAM,
  /** FOLIO's native topics, one for each type. */
  PER_TYPE,
  /** The stream's topic, and those of its types. */
  BOTH;

  /** As it is written in the environment variable, for example {@code per-type}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the stream's topic is one of them. */
  public boolean stream() {
    return this != PER_TYPE;
  }

  /** Whether the topics of the types are among them. */
  public boolean perType() {
    return this != STREAM;
  }

  /**
   * The choice that is written so.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TopicChoice of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
