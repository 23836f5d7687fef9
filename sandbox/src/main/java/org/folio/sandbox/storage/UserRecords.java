/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Users, as mod-users keeps them ({@code UsersAPI}): a patron group must exist, and the id stays.
 * Unlike mod-users, it answers for unknown users with the group {@link #FACULTY}, because patrons
 * of the sandbox are invented. A deleted user is not found.
 */
final class UserRecords {

  /** The group of users that were never changed. */
  static final String FACULTY = "503a81cd-6c26-400f-b620-14c08943697c";

  // The reference data of mod-users.
  private static final Map<String, String> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put(FACULTY, "faculty");
    GROUPS.put("ad0bc554-d5bc-463c-85d1-5562127ae91b", "graduate");
    GROUPS.put("3684a786-6671-4268-8ed0-9db82ebca60b", "staff");
    GROUPS.put("bdc2b6d4-5ceb-4a12-ab46-249b9a68473e", "undergrad");
  }

  private static final String DELETED = "deleted";

  private final StoredRecords stored;
  private final RecordModule module;

  UserRecords(StoredRecords stored) {
    this.stored = stored;
    this.module = new RecordModule("users", stored, (next, known) -> refusal(next), true);
  }

  StorageAnswer answer(String method, String id, Map<String, String> query, String body) {
    if (id.isEmpty()) {
      return StorageAnswer.text(
          501,
          "This stand-in does not list or make users: every user is there, and PUT changes one");
    }
    Optional<ObjectNode> known = stored.find(id);
    if (known.filter(user -> user.has(DELETED)).isPresent()) {
      return StorageAnswer.text(404, "Not found");
    }
    if (known.isEmpty() && RecordModule.isId(id) && method.equals("GET")) {
      return StorageAnswer.json(200, madeUp(id));
    }
    if (RecordModule.isId(id) && method.equals("DELETE")) {
      stored.put(JsonNodeFactory.instance.objectNode().put("id", id).put(DELETED, true));
      return StorageAnswer.done();
    }
    return module.answer(method, id, query, body);
  }

  private static ObjectNode madeUp(String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("active", true)
        .put("patronGroup", FACULTY);
  }

  private static Optional<StorageAnswer> refusal(ObjectNode next) {
    JsonNode group = next.path("patronGroup");
    return group.isMissingNode() || group.isNull() || GROUPS.containsKey(group.asText())
        ? Optional.empty()
        : Optional.of(
            StorageAnswer.text(400, "Cannot add " + group.asText() + ". Patron group not found"));
  }

  /** The patron groups that there are. */
  static StorageAnswer groups() {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    var groups = list.putArray("usergroups");
    GROUPS.forEach((id, name) -> groups.addObject().put("id", id).put("group", name));
    return StorageAnswer.json(200, list.put("totalRecords", GROUPS.size()));
  }
}
