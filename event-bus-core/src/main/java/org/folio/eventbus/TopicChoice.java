/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Locale;

/** The topics that hold a stream's events ({@code EVENT_TOPICS}). */
public enum TopicChoice {
  /** One topic for all types of the stream; its order spans all types. */
  STREAM,
  /** FOLIO's native topics, one for each type. */
  PER_TYPE,
  /** The stream's topic and the topics of its types. */
  BOTH;

  /** The value in the environment variable, for example {@code per-type}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the stream's topic is included. */
  public boolean stream() {
    return this != PER_TYPE;
  }

  /** Whether the topics of the types are included. */
  public boolean perType() {
    return this != STREAM;
  }

  /**
   * The choice with that text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TopicChoice of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
