/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

import io.vertx.core.Future;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A connection that is lent to a handler until the handler has ended. A handler may continue after
 * its future has failed, for example with the other parts of a {@link Future#all}. The connection
 * serves another batch by then, and would commit the handler's statement with that batch.
 */
public final class LentConnection {

  private final SqlConnection connection;
  private volatile boolean over;

  public LentConnection(SqlConnection owned) {
    this.connection = guarded(owned, SqlConnection.class);
  }

  /** The connection for the handler; all calls on it fail after {@link #takeBack}. */
  public SqlConnection connection() {
    return connection;
  }

  public void takeBack() {
    over = true;
  }

  // All interfaces, because Vert.x casts connections to those of the driver.
  private <T> T guarded(T owned, Class<T> type) {
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    for (Class<?> one = owned.getClass(); one != null; one = one.getSuperclass()) {
      interfaces.addAll(Set.of(one.getInterfaces()));
    }
    return type.cast(
        Proxy.newProxyInstance(
            owned.getClass().getClassLoader(),
            interfaces.toArray(Class<?>[]::new),
            (proxy, method, arguments) -> {
              Object result = invoke(owned, method, arguments);
              // A method that returns its receiver returns the proxy.
              return result == owned ? proxy : guardedResult(result);
            }));
  }

  private Object invoke(Object owned, Method method, Object[] arguments) throws Throwable {
    if (over && method.getDeclaringClass() != Object.class) {
      return refused(method);
    }
    try {
      return method.invoke(owned, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object refused(Method method) {
    IllegalStateException refused =
        new IllegalStateException(
            "The handler has ended, and its transaction with it; "
                + method.getName()
                + " comes too late. Let the future of the handler wait for all that it does.");
    if (Future.class.isAssignableFrom(method.getReturnType())) {
      return Future.failedFuture(refused);
    }
    throw refused;
  }

  private Object guardedResult(Object result) {
    if (result instanceof Query<?> query) {
      return guarded(query, Query.class);
    }
    if (result instanceof Future<?> future) {
      return future.map(
          value ->
              value instanceof PreparedStatement prepared
                  ? guarded(prepared, PreparedStatement.class)
                  : value);
    }
    return result;
  }
}
