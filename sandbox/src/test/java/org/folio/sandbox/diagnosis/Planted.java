/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An event with a known outcome, the modules to ask about it, and the expected answers. */
final class Planted {

  /** The sentences of an answer. */
  record Words(List<String> conclusion, List<String> advice) {}

  /**
   * The expected answer of a subscription: verdict, parts of its explanation, outcomes of its
   * receipts.
   */
  record Expected(String verdict, List<String> explanation, List<String> receipts) {}

  private static final Duration AROUND = Duration.ofMinutes(1);

  private final String tenant;
  private final UUID event;
  private final Map<String, String> question = new LinkedHashMap<>();
  private final Map<String, String> place = new LinkedHashMap<>();
  private final Map<String, Expected> subscriptions = new LinkedHashMap<>();
  private final List<String> publicationExplanation = new ArrayList<>();
  private final List<String> searchExplanation = new ArrayList<>();
  private final List<String> explanation = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private List<AskedModule> modules = List.of();
  private String publication = "SENT";
  private String publicationBySearch = "SENT";
  private Words byId = new Words(List.of(), List.of());
  private Words bySearch = new Words(List.of(), List.of());
  private int exitCode;
  private int exitCodeBySearch;
  private Instant earliest = Instant.now();

  Planted(String tenant, UUID event, UUID user, String type) {
    this.tenant = tenant;
    this.event = event;
    question.put("user", user.toString());
    question.put("type", type);
    at(earliest);
  }

  /** The time of the event; questions search a minute before and after it. */
  Planted at(Instant time) {
    earliest = time.minus(AROUND);
    Instant exact = time.truncatedTo(ChronoUnit.SECONDS);
    question.put("from", exact.minus(AROUND).toString());
    question.put("to", exact.plus(AROUND).toString());
    return this;
  }

  /** Adds a parameter to the search. */
  Planted known(String name, String value) {
    question.put(name, value);
    return this;
  }

  /**
   * Stream, key and sequence, for a question by id if the publishing module does not know the
   * event.
   */
  Planted place(UUID key, long sequence) {
    place.put("stream", Scene.STREAM);
    place.put("key", key.toString());
    place.put("sequence", Long.toString(sequence));
    return this;
  }

  Planted asking(AskedModule... asked) {
    modules = List.of(asked);
    return this;
  }

  Planted publication(String verdict, String... explanation) {
    publication = verdict;
    publicationBySearch = verdict;
    publicationExplanation.addAll(List.of(explanation));
    return this;
  }

  /** Text that the explanation of some module must contain in all four ways of asking. */
  Planted explanation(String... parts) {
    explanation.addAll(List.of(parts));
    return this;
  }

  /** Text that the explanation must contain if the search does not find the event. */
  Planted notFound(String... explanation) {
    publicationBySearch = "";
    searchExplanation.addAll(List.of(explanation));
    return this;
  }

  Planted subscription(String name, String verdict, List<String> explanation, String... receipts) {
    subscriptions.put(name, new Expected(verdict, explanation, List.of(receipts)));
    return this;
  }

  /** Parts of the sentence about a missing sequence; only a search by key returns it. */
  Planted missing(String... parts) {
    missing.addAll(List.of(parts));
    return this;
  }

  Planted exitCode(int code) {
    exitCode = code;
    exitCodeBySearch = code;
    return this;
  }

  /** The exit code of the command line for a search, if it differs from the one by id. */
  Planted exitCodeOfSearch(int code) {
    exitCodeBySearch = code;
    return this;
  }

  /** The output of the command line, by id and by search. */
  Planted says(List<String> conclusion, String... advice) {
    byId = new Words(conclusion, List.of(advice));
    bySearch = byId;
    return this;
  }

  /** The output of the command line for a search, if it differs from the one by id. */
  Planted saysOfSearch(List<String> conclusion, String... advice) {
    bySearch = new Words(conclusion, List.of(advice));
    return this;
  }

  String tenant() {
    return tenant;
  }

  UUID event() {
    return event;
  }

  Map<String, String> question() {
    return question;
  }

  Map<String, String> place() {
    return place;
  }

  List<AskedModule> modules() {
    return modules;
  }

  /** The verdict of the publishing module; empty if a search does not find the event. */
  String publication(boolean search) {
    return search ? publicationBySearch : publication;
  }

  List<String> publicationExplanation() {
    return publicationExplanation;
  }

  List<String> searchExplanation() {
    return searchExplanation;
  }

  List<String> explanation() {
    return explanation;
  }

  Map<String, Expected> subscriptions() {
    return subscriptions;
  }

  List<String> missing() {
    return missing;
  }

  Words words(boolean search) {
    return search ? bySearch : byId;
  }

  int exitCode(boolean search) {
    return search ? exitCodeBySearch : exitCode;
  }

  Instant earliest() {
    return earliest;
  }
}
