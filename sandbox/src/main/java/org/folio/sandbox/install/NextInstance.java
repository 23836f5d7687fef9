/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** Sends each request to the next instance of its module, as Okapi does. */
final class NextInstance implements ResponseDefinitionTransformerV2 {

  static final String NAME = "next-instance";
  static final String MODULE = "module";

  private final Map<AdapterModule, Supplier<URI>> instances = new ConcurrentSkipListMap<>();
  private volatile String ownUrl = "";

  /**
   * Instances of modules.
   *
   * @param instances each returns the address of another running instance, in turn
   */
  NextInstance(Map<AdapterModule, Supplier<URI>> instances) {
    this.instances.putAll(instances);
  }

  /** The address of Okapi for modules. */
  void ownUrl(URI url) {
    ownUrl = url.toString();
  }

  /** Adds the instances of a module. */
  void add(AdapterModule module, Supplier<URI> next) {
    instances.put(module, next);
  }

  /** The modules that have instances. */
  Set<AdapterModule> modules() {
    return instances.keySet();
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    AdapterModule module =
        AdapterModule.valueOf(event.getTransformerParameters().getString(MODULE));
    Supplier<URI> next = instances.get(module);
    if (next == null) {
      return ResponseDefinitionBuilder.responseDefinition()
          .withStatus(404)
          .withBody("There is no running instance of " + module.moduleName() + "\n")
          .build();
    }
    return ResponseDefinitionBuilder.responseDefinition()
        .proxiedFrom(next.get().toString())
        .withAdditionalRequestHeader("X-Okapi-Url", ownUrl)
        .build();
  }
}
