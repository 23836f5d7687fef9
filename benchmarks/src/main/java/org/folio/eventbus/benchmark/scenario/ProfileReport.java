/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Summarises a recording of Java Flight Recorder in a few lines. */
final class ProfileReport {

  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final int LINES = 20;
  private static final double HUNDRED = 100.0;

  private final Stage stage;

  ProfileReport(Stage stage) {
    this.stage = stage;
  }

  void tell(Path recording, Statements statements) {
    Map<String, Integer> threads = new HashMap<>();
    Map<String, Integer> own = new HashMap<>();
    Map<String, Integer> total = new HashMap<>();
    int samples = read(recording, threads, own, total);
    stage.say("Profile of %,d samples, kept in %s", samples, recording);
    top("threads", threads, samples);
    top("methods by their own time", own, samples);
    top("methods with what they call", total, samples);
    stage.say("  statements by their time in the database");
    statements.top().forEach(line -> stage.say("    %s", line));
  }

  private static int read(
      Path recording,
      Map<String, Integer> threads,
      Map<String, Integer> own,
      Map<String, Integer> total) {
    int samples = 0;
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          samples++;
          var thread = event.getThread("sampledThread");
          threads.merge(thread == null ? "?" : thread.getJavaName(), 1, Integer::sum);
          count(event.getStackTrace().getFrames(), own, total);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The recording cannot be read: " + recording, e);
    }
    return samples;
  }

  private static void count(
      List<RecordedFrame> frames, Map<String, Integer> own, Map<String, Integer> total) {
    own.merge(name(frames.get(0)), 1, Integer::sum);
    Set<String> seen = new HashSet<>();
    for (RecordedFrame frame : frames) {
      if (seen.add(name(frame))) {
        total.merge(name(frame), 1, Integer::sum);
      }
    }
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private void top(String what, Map<String, Integer> counts, int samples) {
    stage.say("  %s", what);
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(LINES)
        .forEach(
            one -> stage.say("    %5.1f %%  %s", HUNDRED * one.getValue() / samples, one.getKey()));
  }
}
