/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs suites as JUnit does, and tells which of their rules do not hold. */
final class SuiteRun implements AutoCloseable {

  private final LauncherSession session = LauncherFactory.openSession();

  Set<String> brokenRules(Class<?> suite) {
    Set<String> broken = new TreeSet<>();
    Set<String> run = new TreeSet<>();
    session
        .getLauncher()
        .execute(
            request().selectors(selectClass(suite)).build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                String name = test.getLegacyReportingName().replace("()", "");
                if (test.isTest()) {
                  run.add(name);
                }
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                  broken.add(name);
                }
              }
            });
    if (run.isEmpty()) {
      throw new AssertionError("No rule of " + suite.getSimpleName() + " was run: " + broken);
    }
    return broken;
  }

  @Override
  public void close() {
    session.close();
  }
}
