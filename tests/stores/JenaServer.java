import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.tdb2.TDB2;
import org.apache.jena.tdb2.TDB2Factory;
import org.apache.jena.update.UpdateAction;

/**
 * Jena's TDB2 behind three addresses, as Fuseki has them: /ds/data, /ds/update, /ds/query. Debian has no Fuseki; what
 * is tried is Jena's parsers, transactions, updates and queries. One request is one transaction.
 *
 * java -cp ... JenaServer.java FOLDER PORT union|plain
 */
public class JenaServer {
  static Dataset dataset;
  static boolean union;

  interface Work { byte[] of(HttpExchange exchange, byte[] body) throws Exception; }

  public static void main(String[] given) throws Exception {
    dataset = TDB2Factory.connectDataset(given[0]);
    union = given[2].equals("union");
    HttpServer server = HttpServer.create(
        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(given[1])), 0);
    server.createContext("/ds/query", exchange -> answer(exchange, ReadWrite.READ, JenaServer::query));
    server.createContext("/ds/update", exchange -> answer(exchange, ReadWrite.WRITE, JenaServer::update));
    server.createContext("/ds/data", exchange -> answer(exchange,
        exchange.getRequestMethod().equals("GET") ? ReadWrite.READ : ReadWrite.WRITE, JenaServer::data));
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.start();
    System.out.println("listening");
  }

  static void answer(HttpExchange exchange, ReadWrite mode, Work work) throws IOException {
    byte[] reply;
    int status = 200;
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      dataset.begin(mode);
      try {
        reply = work.of(exchange, body);
        if (mode == ReadWrite.WRITE) dataset.commit();
      } catch (Exception error) {
        error.printStackTrace();
        if (mode == ReadWrite.WRITE) dataset.abort();
        throw error;
      } finally {
        dataset.end();
      }
    } catch (Exception error) {
      status = 400;
      reply = String.valueOf(error.getMessage()).getBytes(StandardCharsets.UTF_8);
    }
    exchange.sendResponseHeaders(status, reply.length == 0 ? -1 : reply.length);
    if (reply.length > 0) exchange.getResponseBody().write(reply);
    exchange.close();
  }

  static byte[] query(HttpExchange exchange, byte[] body) {
    Query query = QueryFactory.create(inForm(body, "query").get(0));
    inForm(body, "default-graph-uri").forEach(query::addGraphURI);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (QueryExecution execution = QueryExecutionFactory.create(query, dataset)) {
      execution.getContext().set(TDB2.symUnionDefaultGraph, union);
      if (query.isConstructType()) {
        exchange.getResponseHeaders().set("Content-Type", "application/n-triples");
        RDFDataMgr.write(out, execution.execConstruct(), Lang.NTRIPLES);
      } else {
        exchange.getResponseHeaders().set("Content-Type", "application/sparql-results+json");
        ResultSetFormatter.outputAsJSON(out, execution.execSelect());
      }
    }
    return out.toByteArray();
  }

  static List<String> inForm(byte[] body, String name) {
    return Stream.of(new String(body, StandardCharsets.UTF_8).split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .collect(Collectors.toList());
  }

  static byte[] update(HttpExchange exchange, byte[] body) {
    UpdateAction.parseExecute(new String(body, StandardCharsets.UTF_8), dataset);
    return new byte[0];
  }

  static byte[] data(HttpExchange exchange, byte[] body) throws Exception {
    String asked = exchange.getRequestURI().getRawQuery();
    Model model = asked.equals("default") ? dataset.getDefaultModel()
        : dataset.getNamedModel(URLDecoder.decode(asked.substring("graph=".length()), StandardCharsets.UTF_8));
    if (exchange.getRequestMethod().equals("GET")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      exchange.getResponseHeaders().set("Content-Type", "application/n-triples");
      RDFDataMgr.write(out, model, Lang.NTRIPLES);
      return out.toByteArray();
    }
    Model sent = ModelFactory.createDefaultModel();
    RDFDataMgr.read(sent, new java.io.ByteArrayInputStream(body), Lang.NTRIPLES);
    if (exchange.getRequestMethod().equals("PUT")) model.removeAll();
    model.add(sent);
    return new byte[0];
  }
}
