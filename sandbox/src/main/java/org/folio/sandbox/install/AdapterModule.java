/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.nio.file.Path;

/** The adapters that the sandbox runs. */
public enum AdapterModule {
  /** Publishes loan events, and delivers those of fees and fines to mod-circulation. */
  CIRCULATION("mod-circulation-adapter", "circulation-1"),
  /** Publishes events of fees and fines. */
  FEES_FINES("mod-feesfines-adapter", "fees-fines-1"),
  /** Counts open loans. */
  PATRON_BLOCKS("mod-patron-blocks-adapter", "patron-blocks-1"),
  /** Keeps the circulation log. */
  AUDIT("mod-audit-adapter", "audit-1"),
  /** Keeps the queues of remote storages. */
  REMOTE_STORAGE("mod-remote-storage-adapter", "remote-storage-1");

  private static final String VERSION = "0.1.0";

  private final String moduleName;
  private final String instanceId;

  AdapterModule(String moduleName, String instanceId) {
    this.moduleName = moduleName;
    this.instanceId = instanceId;
  }

  /** The module's name without version. */
  public String moduleName() {
    return moduleName;
  }

  /** The module's id as Okapi knows it. */
  public String moduleId() {
    return moduleName + "-" + VERSION;
  }

  /** Keeps the module's place in its consumer groups over a restart. */
  String instanceId() {
    return instanceId;
  }

  Path jar(Path projectFolder) {
    return projectFolder.resolve(moduleName).resolve("target").resolve(moduleName + ".jar");
  }
}
