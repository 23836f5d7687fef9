/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Text;

/** Asks all modules one question about events, and asks some again with the knowledge of others. */
public final class Tracer {

  private static final String EVENTS = "/event-bus/events";
  private static final String PARKED_EVENTS = "/event-bus/parked/events";
  private static final String NO_VERDICT = "UNDECIDED";

  // A question with one of these is about a loan, a key or an operation.
  private static final Set<String> MORE_THAN_PATRON =
      Set.of("loan", "stream", "key", "operation", "type");

  private final Modules modules;
  private final Map<String, String> disclosure;

  /**
   * Asks the given modules.
   *
   * @param disclosure parameters that decide whether personal data are revealed
   */
  public Tracer(Modules modules, Map<String, String> disclosure) {
    this.modules = modules;
    this.disclosure = Map.copyOf(disclosure);
  }

  /**
   * Finds an event.
   *
   * @param place stream, key and sequence, if the user knows them and the publishing module may
   *     not; else empty
   * @param followers whether to tell what is parked behind it
   */
  public Trace byId(String id, Map<String, String> place, boolean followers) {
    List<ModuleAnswer> answers = withPlace(id, modules.ask(EVENTS + "/" + id, parameters(place)));
    List<AskedModule> asked =
        answers.stream()
            .map(one -> one.good() ? AskedModule.byId(one) : AskedModule.unanswered(one))
            .toList();
    TracedEvent event = withParked(TracedEvent.of(id, lives(answers)), answers, followers);
    Map<String, String> question = new LinkedHashMap<>(place);
    question.put("id", id);
    return conclusion(asked, List.of(event)).of(question, List.of(event), List.of());
  }

  /** The events that match a question, up to its limit. */
  public Trace search(Map<String, String> question) {
    CompletableFuture<OtherPatrons> others =
        CompletableFuture.supplyAsync(() -> ofOtherPatrons(question));
    CompletableFuture<AccountEvents> accounts =
        CompletableFuture.supplyAsync(() -> ofAccounts(question));
    List<ModuleAnswer> answers = modules.ask(EVENTS, parameters(question));
    List<AskedModule> asked = askedBy(question, answers);
    List<TracedEvent> events = events(question, answers);
    events.addAll(accounts.join().events());
    events.sort(Comparator.comparing(TracedEvent::begin));
    List<JsonNode> missing = new ArrayList<>();
    answers.forEach(one -> one.body().path("missing").forEach(missing::add));
    Testimony testimony = new OtherWitnesses(modules).ask(question, !events.isEmpty());
    if (!accounts.join().silent().isEmpty()) {
      testimony.silent().addAll(accounts.join().silent());
    }
    return conclusion(asked, events)
        .about(OperationGroup.of(answers).orElse(null))
        .with(testimony)
        .with(others.join())
        .of(question, events, missing);
  }

  // The event of a loan may have been published with the id of another patron.
  private OtherPatrons ofOtherPatrons(Map<String, String> question) {
    String patron = OtherWitnesses.patron(question);
    if (patron == null || !question.containsKey("loan")) {
      return OtherPatrons.NONE;
    }
    Map<String, String> ofLoan = new LinkedHashMap<>(question);
    ofLoan.keySet().removeAll(Set.of("user", "key"));
    ofLoan.put("stream", TracedEvent.PATRONS);
    List<ModuleAnswer> answers = modules.ask(EVENTS, parameters(ofLoan));
    return new OtherPatrons(
        events(ofLoan, answers).stream()
            .filter(event -> event.publication().isPresent() && !event.isOf(patron))
            .toList(),
        askedBy(ofLoan, answers).stream()
            .filter(one -> one.publishes() && !one.complete())
            .map(AskedModule::module)
            .toList());
  }

  // A question about a patron only includes the accounts.
  private AccountEvents ofAccounts(Map<String, String> question) {
    String patron = question.get("user");
    if (patron == null || !Collections.disjoint(question.keySet(), MORE_THAN_PATRON)) {
      return AccountEvents.NONE;
    }
    Map<String, String> naming = new LinkedHashMap<>(question);
    naming.remove("user");
    // The text says loans, but any id in a payload matches.
    naming.put("loan", patron);
    naming.put("stream", AccountEvents.STREAM);
    List<ModuleAnswer> answers = modules.ask(EVENTS, parameters(naming));
    return AccountEvents.of(events(naming, answers), askedBy(naming, answers));
  }

  private List<TracedEvent> events(Map<String, String> question, List<ModuleAnswer> answers) {
    List<TracedEvent> events = new ArrayList<>();
    for (String id : ids(question, answers)) {
      List<ModuleAnswer> told = withPlace(id, ofEvent(id, question, answers));
      events.add(withParked(TracedEvent.of(id, lives(told)), told, false));
    }
    events.sort(Comparator.comparing(TracedEvent::begin));
    return events;
  }

  private Conclusion conclusion(List<AskedModule> asked, List<TracedEvent> events) {
    return new Conclusion(asked, readiness(events), modules.client().tenant());
  }

  private static List<AskedModule> askedBy(
      Map<String, String> question, List<ModuleAnswer> answers) {
    boolean journals = journalsDecide(question, answers);
    return answers.stream()
        .map(one -> one.good() ? AskedModule.bySearch(one, journals) : AskedModule.unanswered(one))
        .toList();
  }

  // Receipts hold no payload, so they cannot tell whether an event belongs to a loan or an
  // operation; journals can.
  private static boolean journalsDecide(Map<String, String> question, List<ModuleAnswer> answers) {
    List<AskedModule> publishing =
        answers.stream()
            .filter(ModuleAnswer::good)
            .map(one -> AskedModule.bySearch(one, true))
            .filter(AskedModule::publishes)
            .toList();
    return (question.containsKey("loan") || question.containsKey("operation"))
        && !publishing.isEmpty()
        && publishing.stream().allMatch(AskedModule::complete);
  }

  private static Set<String> ids(Map<String, String> question, List<ModuleAnswer> answers) {
    boolean journals = journalsDecide(question, answers);
    Set<String> ids = new LinkedHashSet<>();
    for (ModuleAnswer answer : answers) {
      for (JsonNode event : answer.body().path("events")) {
        if (!journals || event.has("publication")) {
          ids.add(Text.of(event, "eventId"));
        }
      }
    }
    return ids;
  }

  // The answers of each module in the search; modules that have not found the event are asked by
  // its id.
  private List<ModuleAnswer> ofEvent(
      String id, Map<String, String> question, List<ModuleAnswer> answers) {
    Map<EventBusModule, JsonNode> told = new LinkedHashMap<>();
    answers.forEach(
        one ->
            one.body()
                .path("events")
                .forEach(
                    event -> {
                      if (Text.of(event, "eventId").equals(id)) {
                        told.put(one.module(), event);
                      }
                    }));
    Map<String, String> place =
        told.values().stream().findFirst().map(life -> place(life, question)).orElse(Map.of());
    List<EventBusModule> others =
        answers.stream()
            .filter(one -> one.good() && !told.containsKey(one.module()))
            .map(ModuleAnswer::module)
            .toList();
    Map<EventBusModule, ModuleAnswer> asked = new LinkedHashMap<>();
    Modules.together(
            others, module -> modules.client().get(module, EVENTS + "/" + id, parameters(place)))
        .forEach(one -> asked.put(one.module(), one));
    return answers.stream()
        .map(
            one ->
                told.containsKey(one.module())
                    ? with(one, told.get(one.module()))
                    : asked.getOrDefault(one.module(), one))
        .toList();
  }

  private static ModuleAnswer with(ModuleAnswer answer, JsonNode body) {
    return new ModuleAnswer(
        answer.module(),
        answer.status(),
        body,
        answer.failure(),
        answer.date(),
        answer.received(),
        answer.took());
  }

  // A subscription that has never seen the event can decide when it is given the event's position.
  private List<ModuleAnswer> withPlace(String id, List<ModuleAnswer> answers) {
    Optional<Map<String, String>> place =
        answers.stream()
            .filter(one -> one.body().has("sequence"))
            .findFirst()
            .map(one -> place(one.body(), Map.of()));
    if (place.isEmpty()) {
      return answers;
    }
    List<EventBusModule> undecided =
        answers.stream().filter(Tracer::undecided).map(ModuleAnswer::module).toList();
    Map<EventBusModule, ModuleAnswer> again = new LinkedHashMap<>();
    Modules.together(
            undecided,
            module -> modules.client().get(module, EVENTS + "/" + id, parameters(place.get())))
        .forEach(one -> again.put(one.module(), one));
    return answers.stream().map(one -> again.getOrDefault(one.module(), one)).toList();
  }

  private static boolean undecided(ModuleAnswer answer) {
    for (JsonNode one : answer.body().path("subscriptions")) {
      if (Text.of(one, "verdict").equals(NO_VERDICT)) {
        return true;
      }
    }
    return false;
  }

  // A user who asked by user id knows the whole key; answers to other questions show its beginning.
  private static Map<String, String> place(JsonNode life, Map<String, String> question) {
    String key = Text.of(life, "key");
    String asked = question.getOrDefault("user", question.getOrDefault("key", ""));
    boolean same = !asked.isEmpty() && Text.masked(asked).equals(key);
    return Map.of(
        "stream", Text.of(life, "stream"),
        "key", same ? asked : key,
        "sequence", Text.of(life, "sequence"));
  }

  private Map<String, String> parameters(Map<String, String> place) {
    Map<String, String> parameters = new LinkedHashMap<>(place);
    parameters.putAll(disclosure);
    return parameters;
  }

  private static List<ModuleLife> lives(List<ModuleAnswer> answers) {
    return answers.stream()
        .filter(ModuleAnswer::good)
        .map(one -> new ModuleLife(one.module().name(), one.body()))
        .toList();
  }

  // The parked events of a key, in order, show what an event waits behind and, if it is parked
  // itself, what is let go by the same release. The instances that have told the verdicts are asked
  // about all of them at once.
  private TracedEvent withParked(
      TracedEvent event, List<ModuleAnswer> answers, boolean withFollowers) {
    Map<String, EventBusModule> instances = new LinkedHashMap<>();
    answers.stream()
        .filter(ModuleAnswer::good)
        .map(ModuleAnswer::module)
        .forEach(instance -> instances.putIfAbsent(instance.name(), instance));
    List<CompletableFuture<SubscriptionVerdict>> verdicts =
        event.subscriptions().stream()
            .map(
                one ->
                    withFollowers && one.verdict().equals(SubscriptionVerdict.PARKED)
                        ? parked(instances, one, parameters(Map.of("eventId", event.eventId())))
                            .thenApply(parked -> one.with(event.eventId(), parked))
                        : waitsBehind(event, one)
                            ? parked(instances, one, key(event))
                                .thenApply(parked -> behind(one, parked))
                            : CompletableFuture.completedFuture(one))
            .toList();
    return event.with(verdicts.stream().map(CompletableFuture::join).toList());
  }

  private static boolean waitsBehind(TracedEvent event, SubscriptionVerdict verdict) {
    return verdict.verdict().equals(SubscriptionVerdict.BEHIND)
        && !verdict.held()
        && event.stream() != null
        && event.key() != null;
  }

  private static Map<String, String> key(TracedEvent event) {
    return Map.of("stream", String.valueOf(event.stream()), "key", String.valueOf(event.key()));
  }

  private CompletableFuture<JsonNode> parked(
      Map<String, EventBusModule> instances,
      SubscriptionVerdict verdict,
      Map<String, String> which) {
    EventBusModule instance = instances.get(verdict.module());
    if (instance == null) {
      return CompletableFuture.completedFuture(MissingNode.getInstance());
    }
    Map<String, String> question = new LinkedHashMap<>(which);
    question.put("subscription", verdict.subscription());
    return modules
        .client()
        .get(instance, PARKED_EVENTS, question)
        .thenApply(answer -> answer.body().path("events"));
  }

  private static SubscriptionVerdict behind(SubscriptionVerdict verdict, JsonNode parked) {
    Blocker blocker = Blocker.of(parked);
    return blocker.cause().isEmpty() ? verdict : verdict.behind(blocker);
  }

  // The readiness check of the publishing module explains why events are not sent.
  private String readiness(List<TracedEvent> events) {
    Set<String> waiting = new LinkedHashSet<>();
    for (TracedEvent event : events) {
      event
          .publication()
          .filter(one -> one.verdict().equals(ModulePublication.NOT_SENT))
          .ifPresent(one -> waiting.add(one.module()));
    }
    List<String> sentences = new ArrayList<>();
    for (EventBusModule module : modules.all()) {
      // Okapi only routes paths of an interface.
      if (waiting.contains(module.name()) && !module.throughOkapi()) {
        JsonNode ready = ready(module);
        sentences.addAll(Text.sentences(ready.path("reasons")));
        sentences.addAll(Text.sentences(ready.path("warnings")));
      }
    }
    return String.join("; ", sentences);
  }

  private JsonNode ready(EventBusModule module) {
    ModuleAnswer answer = modules.ask(module, "/admin/ready", Map.of());
    return answer.status() == 0 ? MissingNode.getInstance() : answer.body();
  }
}
