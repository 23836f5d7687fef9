/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.folio.adapter.audit.AuditAdapter;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.adapter.feesfines.FeesFinesAdapter;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.adapter.pubsub.PubSubBridge;
import org.folio.adapter.remotestorage.RemoteStorageAdapter;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.module.DeployableModule;

/** A module in one of its modes, with the module descriptor of that mode. */
enum Deployable {
  CIRCULATION("mod-circulation-adapter", "ModuleDescriptor", CirculationAdapter::from, Map.of()),
  FEES_FINES("mod-feesfines-adapter", "ModuleDescriptor", FeesFinesAdapter::from, Map.of()),
  PATRON_BLOCKS(
      "mod-patron-blocks-adapter", "ModuleDescriptor", PatronBlocksAdapter::from, Map.of()),
  FORWARDED_PATRON_BLOCKS(
      "mod-patron-blocks-adapter",
      "ModuleDescriptor-forward",
      PatronBlocksAdapter::from,
      Map.of("PATRON_BLOCKS_MODE", "forward", "OKAPI_URL", "http://localhost:1")),
  AUDIT("mod-audit-adapter", "ModuleDescriptor", AuditAdapter::from, Map.of()),
  FORWARDED_AUDIT(
      "mod-audit-adapter",
      "ModuleDescriptor-forward",
      AuditAdapter::from,
      Map.of("AUDIT_MODE", "forward", "OKAPI_URL", "http://localhost:1")),
  REMOTE_STORAGE(
      "mod-remote-storage-adapter",
      "ModuleDescriptor",
      RemoteStorageAdapter::from,
      Map.of("OKAPI_URL", "http://localhost:1")),
  FORWARDED_REMOTE_STORAGE(
      "mod-remote-storage-adapter",
      "ModuleDescriptor-forward",
      RemoteStorageAdapter::from,
      Map.of("REMOTE_STORAGE_MODE", "forward", "OKAPI_URL", "http://localhost:1")),
  PUBSUB_BRIDGE(
      "mod-pubsub-bridge",
      "ModuleDescriptor",
      PubSubBridge::from,
      Map.of("OKAPI_URL", "http://localhost:1", "SYSTEM_USER_CREATE", "false"));

  final String module;
  final Map<String, String> variables;
  private final String descriptor;
  private final Function<Environment, DeployableModule> reader;

  Deployable(
      String module,
      String descriptor,
      Function<Environment, DeployableModule> reader,
      Map<String, String> variables) {
    this.module = module;
    this.descriptor = descriptor;
    this.reader = reader;
    this.variables = variables;
  }

  DeployableModule read(Environment environment) {
    return reader.apply(environment);
  }

  /** The main class of the module's process. */
  String mainClass() {
    return switch (this) {
      case CIRCULATION -> CirculationAdapter.class.getName();
      case FEES_FINES -> FeesFinesAdapter.class.getName();
      case PATRON_BLOCKS, FORWARDED_PATRON_BLOCKS -> PatronBlocksAdapter.class.getName();
      case AUDIT, FORWARDED_AUDIT -> AuditAdapter.class.getName();
      case REMOTE_STORAGE, FORWARDED_REMOTE_STORAGE -> RemoteStorageAdapter.class.getName();
      case PUBSUB_BRIDGE -> PubSubBridge.class.getName();
    };
  }

  /** The module's build directory. */
  Path target() {
    return Project.ROOT.resolve(module).resolve("target");
  }

  /** The id that tenants enable. */
  String id() {
    return descriptor().path("id").asText();
  }

  /** The deployment descriptor for Okapi, with its variables filled in. */
  JsonNode deployment() {
    return Project.json(target().resolve(descriptor.replace("Module", "Deployment") + ".json"));
  }

  /** The module descriptor, with its variables filled in. */
  JsonNode descriptor() {
    return Project.json(target().resolve(descriptor + ".json"));
  }
}
