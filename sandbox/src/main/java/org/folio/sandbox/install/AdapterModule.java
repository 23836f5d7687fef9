/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The adapters that the sandbox runs. */
public enum AdapterModule {
  /** Publishes loan events, and delivers those of fees and fines to mod-circulation. */
  CIRCULATION("mod-circulation-adapter", "circulation"),
  /** Publishes events of fees and fines. */
  FEES_FINES("mod-feesfines-adapter", "fees-fines"),
  /** Counts open loans. */
  PATRON_BLOCKS("mod-patron-blocks-adapter", "patron-blocks"),
  /** Keeps the circulation log. */
  AUDIT("mod-audit-adapter", "audit"),
  /** Keeps the queues of remote storages. */
  REMOTE_STORAGE("mod-remote-storage-adapter", "remote-storage"),
  /** Answers the API of mod-pubsub. The adapters beside it publish their streams. */
  PUBSUB_BRIDGE(
      "mod-pubsub-bridge",
      "pubsub-bridge",
      Map.of("PUBSUB_STREAM_OWNERS", "circulation,feesfines", "SYSTEM_USER_CREATE", "false"));

  /** The adapters that turn loans and fees into patron blocks. */
  public static final Set<AdapterModule> OF_PATRON_BLOCKS =
      Collections.unmodifiableSet(EnumSet.of(CIRCULATION, FEES_FINES, PATRON_BLOCKS));

  private static final String VERSION = "0.1.0";

  private final String moduleName;
  private final String instance;
  private final Map<String, String> variables;

  AdapterModule(String moduleName, String instance) {
    this(moduleName, instance, Map.of());
  }

  AdapterModule(String moduleName, String instance, Map<String, String> variables) {
    this.moduleName = moduleName;
    this.instance = instance;
    this.variables = variables;
  }

  /** Environment variables of this module only. */
  Map<String, String> variables() {
    return variables;
  }

  /** The module's name without version. */
  public String moduleName() {
    return moduleName;
  }

  /** The module's id as Okapi knows it. */
  public String moduleId() {
    return moduleName + "-" + VERSION;
  }

  /** Keeps an instance's place in its consumer groups over a restart. */
  String instanceId(int number) {
    return instance + "-" + number;
  }

  Path jar(Path projectFolder) {
    return projectFolder.resolve(moduleName).resolve("target").resolve(moduleName + ".jar");
  }
}
