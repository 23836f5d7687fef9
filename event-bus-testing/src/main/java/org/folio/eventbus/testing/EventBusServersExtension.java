/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Implements {@link WithEventBusServers}. */
final class EventBusServersExtension implements ParameterResolver {

  static {
    ServerLogs.quieten();
  }

  // Two namespaces, because the store of a class would also find the entries of the run's store.
  private static final Namespace RUN = Namespace.create(EventBusServersExtension.class, "run");
  private static final Namespace CLASS = Namespace.create(EventBusServersExtension.class, "class");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == KafkaBroker.class
        || type == PostgresServer.class
        || type == DatabaseCoordinates.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == KafkaBroker.class) {
      return kafka(context);
    }
    return type == PostgresServer.class ? postgres(context) : database(context);
  }

  private static KafkaBroker kafka(ExtensionContext context) {
    KafkaBroker broker =
        ofRun(context)
            .computeIfAbsent(
                KafkaBroker.class, type -> ServerBackend.chosen().startKafka(), KafkaBroker.class);
    oncePerClass(context, KafkaBroker.class, broker::start);
    return broker;
  }

  private static PostgresServer postgres(ExtensionContext context) {
    PostgresServer server =
        ofRun(context)
            .computeIfAbsent(
                PostgresServer.class,
                type -> ServerBackend.chosen().startPostgres(),
                PostgresServer.class);
    oncePerClass(context, PostgresServer.class, server::start);
    return server;
  }

  private static DatabaseCoordinates database(ExtensionContext context) {
    PostgresServer server = postgres(context);
    return ofClass(context)
        .computeIfAbsent(
            DatabaseCoordinates.class, type -> server.newDatabase(), DatabaseCoordinates.class);
  }

  // Once only: if a test finds its server down, an earlier method of the class has stopped it.
  private static void oncePerClass(ExtensionContext context, Class<?> server, Runnable start) {
    // The class would close the server itself.
    ofClass(context)
        .computeIfAbsent(
            server,
            type -> {
              start.run();
              return true;
            });
  }

  private static Store ofRun(ExtensionContext context) {
    return context.getStore(StoreScope.LAUNCHER_SESSION, RUN);
  }

  private static Store ofClass(ExtensionContext context) {
    ExtensionContext found = context;
    while (found.getTestMethod().isPresent()) {
      found = found.getParent().orElseThrow();
    }
    return found.getStore(CLASS);
  }
}
