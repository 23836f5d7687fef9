/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packages of the library and their allowed dependencies; docs/architecture.md draws them. */
class WallsTest {

  private static final String ROOT = "org.folio.eventbus";
  private static final String ADMIN = ROOT + ".admin..";
  private static final String BASE = ROOT + ".base..";

  // Catalogs depend on these packages. They do not depend on the root and so lie below it.
  private static final String[] BELOW = {BASE, ROOT + ".schema", ROOT + ".logrecord"};

  // Classes that block only threads of their own, of Kafka's client or of a pool.
  private static final List<String> BLOCKING =
      List.of(
          "ContextCall",
          "EntitlementLoop",
          "KafkaPages",
          "LiveReplay",
          "OffsetReset",
          "OffsetsOf",
          "PollLoop",
          "RequestLoop");

  private static JavaClasses library;

  @BeforeAll
  static void read() {
    library = new ClassFileImporter().importPath(Path.of("target", "classes"));
  }

  @Test
  void rootIsTheFaceAndOnlyItsBuilderKnowsTheHouse() {
    classes()
        .that(resideInAPackage(ROOT).and(not(simpleName("EventBusBuilder"))))
        .should()
        .onlyDependOnClassesThat(
            outside().or(resideInAnyPackage(ROOT, ADMIN)).or(resideInAnyPackage(BELOW)))
        .check(library);
    classes()
        .that(resideInAPackage(ROOT))
        .should()
        .onlyDependOnClassesThat(
            outside()
                .or(resideInAnyPackage(ROOT, ADMIN, ROOT + ".assembly"))
                .or(resideInAnyPackage(BELOW)))
        .check(library);
  }

  @Test
  void whatOperatorsAskStandsOnTheRootOnly() {
    classes()
        .that()
        .resideInAPackage(ADMIN)
        .should()
        .onlyDependOnClassesThat(outside().or(resideInAnyPackage(ROOT, ADMIN, BASE)))
        .check(library);
    noClasses()
        .that()
        .resideInAPackage(ADMIN)
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.vertx\\.sqlclient\\.(Row|RowSet|Tuple)")
        .check(library);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(library);
    slices().matching(ROOT + ".admin.(*)").should().beFreeOfCycles().check(library);
  }

  @Test
  void decidingIsPure() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".decide")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx.sqlclient..",
            "java.time..",
            "org.apache.kafka.clients.admin..",
            "org.apache.kafka.clients.producer..")
        .check(library);
  }

  @Test
  void onlySomePackagesHoldClientsOfKafka() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    in(
                        "entitlement",
                        "gap",
                        "poll",
                        "produce",
                        "relay",
                        "reread",
                        "subscription",
                        "topic"))))
        .should()
        .dependOnClassesThat(
            assignableTo(org.apache.kafka.clients.consumer.Consumer.class)
                .or(assignableTo(org.apache.kafka.clients.producer.Producer.class))
                .or(assignableTo(org.apache.kafka.clients.admin.Admin.class)))
        .check(library);
  }

  @Test
  void onlySomePackagesKnowTheDriverOfPostgres() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    in("database", "diagnosis", "handler", "relay", "shadow", "store"))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.pgclient..", "java.sql..", "liquibase..")
        .check(library);
    noClasses()
        .that()
        .resideInAnyPackage(in("decide", "delivery", "lane", "schema", "logrecord"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.sqlclient..")
        .check(library);
  }

  @Test
  void nobodyBlocksAnEventLoop() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "have no thread of their own", one -> !BLOCKING.contains(outermost(one))))
        .should()
        .callMethodWhere(DescribedPredicate.describe("waits for a future", WallsTest::waits))
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(library);
  }

  @Test
  void nobodyKnowsTheOldDates() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Date|Calendar)|java\\.sql\\.Timestamp")
        .check(library);
  }

  /** In some languages a formatted number is not a number for PostgreSQL. */
  @Test
  void noNumberIsWrittenInTheLanguageOfTheMachine() {
    Pattern conversion = Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[dfeEgGxXoc]\\b");
    assertThat(sources())
        .allSatisfy(
            source -> assertThat(Files.readString(source)).doesNotContainPattern(conversion));
  }

  private static String[] in(String... packages) {
    return Stream.of(packages).map(name -> ROOT + "." + name).toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> outside() {
    return not(resideInAPackage(ROOT + ".."));
  }

  private static boolean waits(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    return owner.isAssignableTo(java.util.concurrent.Future.class)
            && call.getName().matches("get|join")
        || owner.isAssignableTo(Future.class) && call.getName().equals("await");
  }

  private static String outermost(JavaClass type) {
    return type.getName().substring(type.getPackageName().length() + 1).replaceFirst("\\$.*", "");
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
