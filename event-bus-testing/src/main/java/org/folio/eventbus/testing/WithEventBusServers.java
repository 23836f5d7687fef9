/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the constructors, test methods and lifecycle methods of a test class parameters of these
 * types:
 *
 * <ul>
 *   <li>{@link KafkaBroker}: the broker all test classes share;
 *   <li>{@link PostgresServer}: the database server all test classes share;
 *   <li>{@link DatabaseCoordinates}: a database of the test class, initially empty.
 * </ul>
 *
 * <p>A server starts when a class first asks for it, and closes at the end of the test run. A class
 * may stop and kill the shared servers, but must not close them; a stopped server starts again when
 * the next class asks for it. {@link ServerBackend} selects the source of the servers. Classes that
 * stop servers cannot run concurrently with others that use them.
 *
 * <p>Kafka and Liquibase log warnings only, under Log4j, slf4j-simple and {@code
 * java.util.logging}; loggers that the tests' own configuration names keep their level.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EventBusServersExtension.class)
public @interface WithEventBusServers {}
