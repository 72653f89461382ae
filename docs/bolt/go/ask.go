// Asks whom an actor is said to have attacked: go run . cypher/ask/attacks-by.cypher us_forces
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

type status struct {
	URI          string `json:"uri"`
	User         string `json:"user"`
	Database     string `json:"database"`
	PasswordFile string `json:"password_file"`
}

func main() {
	if err := ask(context.Background(), os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func ask(ctx context.Context, question, actor string) error {
	statement, err := os.ReadFile(question)
	if err != nil {
		return err
	}
	server, password, err := server()
	if err != nil {
		return err
	}
	driver, err := neo4j.NewDriverWithContext(server.URI, neo4j.BasicAuth(server.User, password, ""))
	if err != nil {
		return err
	}
	defer driver.Close(ctx)
	answer, err := neo4j.ExecuteQuery(ctx, driver, string(statement),
		map[string]any{"by": actor, "from": nil, "to": nil, "asOf": 1<<53 - 1, "limit": 10, "days": nil},
		neo4j.EagerResultTransformer,
		neo4j.ExecuteQueryWithDatabase(server.Database),
		neo4j.ExecuteQueryWithReadersRouting())
	if err != nil {
		return err
	}
	for _, record := range answer.Records {
		row := record.AsMap()
		saidBy := row["said_by"].([]any)
		fmt.Printf("%v %v, %v: “%v” (%v)\n", row["date"], row["attacked"], row["status"], row["quote"], saidBy[0])
	}
	return nil
}

func server() (found status, password string, err error) {
	told, err := exec.Command("kg", "status", "--json").Output()
	if err != nil {
		return found, "", err
	}
	if err = json.Unmarshal(told, &found); err != nil {
		return found, "", err
	}
	if password = os.Getenv("NEO4J_PASSWORD"); password == "" {
		var kept []byte
		kept, err = os.ReadFile(found.PasswordFile)
		password = strings.TrimSpace(string(kept))
	}
	return found, password, err
}
