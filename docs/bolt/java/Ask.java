import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.QueryConfig;
import org.neo4j.driver.RoutingControl;

/** Asks whom an actor is said to have attacked: java -cp 'jars/*' Ask.java cypher/ask/attacks-by.cypher us_forces */
public class Ask {
    public static void main(String[] args) throws Exception {
        var question = Files.readString(Path.of(args[0]));
        var status = status();
        var parameters = new HashMap<String, Object>(Map.of("by", args[1], "asOf", (1L << 53) - 1, "limit", 10));
        parameters.put("from", null);  // Map.of takes no null
        parameters.put("to", null);
        parameters.put("days", null);
        var config = QueryConfig.builder()
                .withDatabase(status.get("database").asText())
                .withRouting(RoutingControl.READ)
                .build();
        var login = AuthTokens.basic(status.get("user").asText(), password(status));
        try (var driver = GraphDatabase.driver(status.get("uri").asText(), login)) {
            var answer = driver.executableQuery(question).withParameters(parameters).withConfig(config).execute();
            for (var row : answer.records()) {
                System.out.printf("%s %s, %s: “%s” (%s)%n",
                        row.get("date").asObject(), row.get("attacked").asString(), row.get("status").asString(),
                        row.get("quote").asString(), row.get("said_by").get(0).asString());
            }
        }
    }

    private static JsonNode status() throws Exception {
        return new ObjectMapper().readTree(new ProcessBuilder("kg", "status", "--json").start().getInputStream());
    }

    private static String password(JsonNode status) throws Exception {
        var given = System.getenv("NEO4J_PASSWORD");
        return given != null ? given : Files.readString(Path.of(status.get("password_file").asText())).strip();
    }
}
