/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modules behind Okapi that store loans, accounts and users, as far as the sandbox needs them.
 * The modules' own routes change records. Events published through Okapi change them too, as in
 * mod-circulation and mod-feesfines: loans and accounts agree with the events until a user changes
 * one of them.
 *
 * <p>Paths are those of mod-circulation-storage ({@code loan-storage}, {@code
 * loan-policy-storage}), mod-feesfines ({@code accounts}) and mod-users ({@code users}, {@code
 * groups}).
 */
public final class Storages implements AutoCloseable {

  /** The group of users that were never changed. */
  public static final String PATRON_GROUP = UserRecords.FACULTY;

  /** What these modules answer, as a regular expression. */
  public static final String PATHS =
      "/(loan-storage/loans|accounts|users|groups|loan-policy-storage/loan-policies)(/[^/]+)?";

  private static final Logger LOG = LoggerFactory.getLogger(Storages.class);
  private static final ObjectReader EVENTS = new ObjectMapper().readerFor(JsonNode.class);
  private static final String LOANS = "/loan-storage/loans";
  private static final String ACCOUNTS = "/accounts";
  private static final String USERS = "/users";
  private static final String GROUPS = "/groups";
  private static final String POLICY = "/loan-policy-storage/loan-policies/" + LoanRecords.POLICY;

  private final StoredRecords loans;
  private final StoredRecords accounts;
  private final StoredRecords changedUsers;
  private final RecordModule loanModule;
  private final RecordModule accountModule;
  private final UserRecords users;

  /** Storages that keep their records in a folder. */
  public Storages(Path folder) {
    loans = new StoredRecords(folder.resolve("loans.jsonl"));
    accounts = new StoredRecords(folder.resolve("accounts.jsonl"));
    changedUsers = new StoredRecords(folder.resolve("users.jsonl"));
    loanModule = new RecordModule("loans", loans, new LoanRecords(), true);
    accountModule = new RecordModule("accounts", accounts, new AccountRecords(), false);
    users = new UserRecords(changedUsers);
  }

  /**
   * Answers a request.
   *
   * @param path one of {@link #PATHS}
   * @param query its parameters, decoded
   */
  public StorageAnswer answer(String method, String path, Map<String, String> query, String body) {
    if (path.equals(LOANS) || path.startsWith(LOANS + "/")) {
      return loanModule.answer(method, id(path, LOANS), query, body);
    }
    if (path.equals(ACCOUNTS) || path.startsWith(ACCOUNTS + "/")) {
      return accountModule.answer(method, id(path, ACCOUNTS), query, body);
    }
    if (path.equals(USERS) || path.startsWith(USERS + "/")) {
      return users.answer(method, id(path, USERS), query, body);
    }
    if (method.equals("GET") && path.equals(GROUPS)) {
      return UserRecords.groups();
    }
    if (method.equals("GET") && path.equals(POLICY)) {
      return StorageAnswer.json(200, policy());
    }
    return StorageAnswer.text(404, "Not found");
  }

  private static String id(String path, String collection) {
    return path.length() == collection.length() ? "" : path.substring(collection.length() + 1);
  }

  private static ObjectNode policy() {
    ObjectNode policy = JsonNodeFactory.instance.objectNode();
    policy.put("id", LoanRecords.POLICY).put("name", "Without grace period").put("loanable", true);
    policy.putObject("loansPolicy").put("profileId", "Rolling");
    return policy;
  }

  /**
   * Stores the records that published events describe.
   *
   * @param body one event, an array of events, or a line for each
   */
  public void published(byte[] body) {
    try (MappingIterator<JsonNode> events = EVENTS.readValues(body)) {
      while (events.hasNextValue()) {
        JsonNode event = events.nextValue();
        String type = event.path("type").asText();
        LoanRecords.apply(type, event.path("payload"), loans);
        AccountRecords.apply(type, event.path("payload"), accounts);
      }
    } catch (IOException e) {
      // The module accepted a body that is not readable here; the records now differ from its
      // events.
      LOG.warn("What was published cannot be stored: {}", e.toString());
    }
  }

  @Override
  public void close() {
    loans.close();
    accounts.close();
    changedUsers.close();
  }
}
