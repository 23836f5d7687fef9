/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.folio.sandbox.storage.Storages;

/**
 * The part of Okapi that the sandbox needs: one address for all adapters, the timer of
 * mod-patron-blocks-adapter, and the modules that store loans, accounts and users.
 */
public final class OkapiStandIn implements AutoCloseable {

  /** The default group of every patron. */
  public static final String PATRON_GROUP = Storages.PATRON_GROUP;

  /** The location of every item for remote storages. */
  public static final String REMOTE_LOCATION = "53cf956f-c1df-410b-8bea-27f712cca7c0";

  /** As in the module's descriptor. */
  static final Duration TIMER = Duration.ofMinutes(1);

  private static final String SYNCHRONIZATION = "/automated-patron-blocks/synchronization/start";
  private static final String HANDLERS = "/circulation/handlers/.*";
  private static final String MODULE_ID = "X-Okapi-Module-Id";
  private static final int FIRST = 1;
  private static final int SECOND = 5;
  private static final int LAST = 10;

  private final WireMockServer server;
  private final NextInstance next;
  private final Storages storages;
  private final OkapiTimer timer;

  private OkapiStandIn(
      WireMockServer server, NextInstance next, Storages storages, Duration period) {
    this.server = server;
    this.next = next;
    this.storages = storages;
    this.timer = new OkapiTimer(url().resolve(SYNCHRONIZATION), period);
  }

  /**
   * Starts to answer.
   *
   * @param folder the folder of loans, accounts and users
   * @param instances each returns the address of another instance of its module, in turn
   * @param period time between two calls of the timer
   */
  static OkapiStandIn start(
      int port, Path folder, Map<AdapterModule, Supplier<URI>> instances, Duration period) {
    NextInstance next = new NextInstance(instances);
    Storages storages = new Storages(folder);
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options()
                .port(port)
                .bindAddress("127.0.0.1")
                .extensions(next, new StorageAnswers(storages), new PublishedEvents(storages))
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .notifier(new Slf4jNotifier(false)));
    server.start();
    OkapiStandIn okapi = new OkapiStandIn(server, next, storages, period);
    next.ownUrl(okapi.url());
    okapi.serveStorages();
    okapi.takeFeeFineEvents();
    instances.keySet().forEach(okapi::deploy);
    okapi.tellProviders();
    okapi.refuseTheRest();
    return okapi;
  }

  /** The address for modules and users. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  private void serveStorages() {
    server.stubFor(
        any(urlPathMatching(Storages.PATHS))
            .atPriority(FIRST)
            .withHeader(MODULE_ID, absent())
            .willReturn(aResponse().withTransformers(StorageAnswers.NAME)));
  }

  private void tellProviders() {
    serve(
        "/_/proxy/tenants/[a-z0-9_-]+/interfaces/event-bus-admin",
        next.modules().stream()
            .map(module -> "{\"id\":\"%s\"}".formatted(module.moduleId()))
            .collect(Collectors.joining(",", "[", "]")));
  }

  // mod-circulation does not exist here; deliveries to it must not be repeated for ever.
  private void takeFeeFineEvents() {
    server.stubFor(
        any(urlPathMatching(HANDLERS)).atPriority(SECOND).willReturn(aResponse().withStatus(204)));
  }

  /** Adds a module; it takes the place of what answered its paths before. */
  void add(AdapterModule module, Supplier<URI> instances) {
    next.add(module, instances);
    deploy(module);
    tellProviders();
  }

  private void deploy(AdapterModule module) {
    switch (module) {
      case CIRCULATION -> route("/circulation-events(/.*)?", module);
      case FEES_FINES -> route("/fees-fines-events(/.*)?", module);
      case PATRON_BLOCKS ->
          route("/(user-summary|automated-patron-blocks|patron-block-[a-z]+)(/.*)?", module);
      case AUDIT -> route("/(audit|audit-data)/.*", module);
      case REMOTE_STORAGE -> {
        serveRemoteItem();
        route("/remote-storage/.*", module);
      }
      case PUBSUB_BRIDGE -> route("/(pubsub|pubsub-bridge)/.*", module);
    }
    // Interfaces that every module has: Okapi selects the module by its id.
    server.stubFor(
        any(urlPathMatching("/(event-bus/.*|_/tenant(/.*)?)"))
            .atPriority(FIRST)
            .withHeader(MODULE_ID, matching(module.moduleName() + ".*"))
            .willReturn(handedOn(module)));
  }

  // All items are alike: they are in the annex and have no requests.
  private void serveRemoteItem() {
    serve(
        "/inventory/items",
        """
        {"items":[{"id":"5e3c9f70-1d2b-4f6a-8c41-aa0b7c5d4444","barcode":"36000291452",
         "title":"Peregrinations","effectiveLocation":{"id":"%s"}}],"totalRecords":1}
        """
            .formatted(REMOTE_LOCATION));
    serve("/circulation/requests/queue/item/.*", "{\"requests\":[],\"totalRecords\":0}");
    serve("/service-points/.*", "{\"code\":\"main\"}");
  }

  private void serve(String path, String body) {
    server.stubFor(
        get(urlPathMatching(path))
            .atPriority(FIRST)
            .willReturn(aResponse().withHeader("Content-Type", "application/json").withBody(body)));
  }

  /** Routes the events that mod-circulation handles to a module instead of accepting them. */
  void deployCirculation(URI module) {
    deploy(HANDLERS, module);
  }

  /** Routes paths to a module that is none of the adapters. */
  void deploy(String paths, URI module) {
    server.stubFor(
        any(urlPathMatching(paths))
            .atPriority(SECOND)
            .willReturn(
                aResponse()
                    .proxiedFrom(module.toString())
                    .withAdditionalRequestHeader("X-Okapi-Url", url().toString())));
  }

  private void route(String path, AdapterModule module) {
    // With the header, Okapi only searches interfaces that several modules provide
    // (ModuleCache.lookup).
    server.stubFor(
        any(urlPathMatching(path))
            .atPriority(SECOND)
            .withHeader(MODULE_ID, absent())
            .willReturn(handedOn(module)));
  }

  private static ResponseDefinitionBuilder handedOn(AdapterModule module) {
    return aResponse()
        .withTransformers(NextInstance.NAME)
        .withTransformerParameter(NextInstance.MODULE, module.name());
  }

  private void refuseTheRest() {
    server.stubFor(
        any(anyUrl())
            .atPriority(LAST)
            .willReturn(
                aResponse()
                    .withStatus(404)
                    .withHeader("Content-Type", "text/plain")
                    .withBody(
                        "No module provides this path. For /event-bus/... and /_/tenant name the module in the header X-Okapi-Module-Id.\n")));
  }

  @Override
  public void close() {
    timer.close();
    server.stop();
    storages.close();
  }
}
