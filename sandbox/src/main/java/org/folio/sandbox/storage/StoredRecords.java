/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records by id, in a file to which each change is appended as a line. Like the databases of the
 * sandbox, they survive its process, because its adapters compare both. Safe for use by several
 * threads.
 */
final class StoredRecords implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "id";
  private static final String GONE = "gone";

  private final TreeMap<String, ObjectNode> records = new TreeMap<>();
  private final Writer file;

  /** The records of a file, which is made if there is none. */
  StoredRecords(Path path) {
    try {
      Files.createDirectories(path.getParent());
      if (Files.exists(path)) {
        String text = Files.readString(path);
        // A killed sandbox leaves a partial last line. Its write was never acknowledged.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        for (String line : whole.lines().toList()) {
          read(line);
        }
        Files.writeString(path, whole);
      }
      file =
          Files.newBufferedWriter(
              path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String line) throws JsonProcessingException {
    ObjectNode change = (ObjectNode) JSON.readTree(line);
    if (change.has(GONE)) {
      records.remove(change.path(GONE).asText());
    } else {
      records.put(change.path(ID).asText(), change);
    }
  }

  synchronized Optional<ObjectNode> find(String id) {
    return Optional.ofNullable(records.get(id)).map(ObjectNode::deepCopy);
  }

  /** All records in the order of their ids. */
  synchronized Collection<ObjectNode> all() {
    return List.copyOf(records.values());
  }

  /** Stores a record under its id. */
  synchronized void put(ObjectNode stored) {
    records.put(stored.path(ID).asText(), stored.deepCopy());
    append(stored);
  }

  /** Deletes a record; false if it does not exist. */
  synchronized boolean remove(String id) {
    boolean known = records.remove(id) != null;
    if (known) {
      append(JsonNodeFactory.instance.objectNode().put(GONE, id));
    }
    return known;
  }

  private void append(ObjectNode change) {
    try {
      file.write(change + "\n");
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
