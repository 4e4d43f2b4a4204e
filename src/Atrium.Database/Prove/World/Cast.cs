using System.Text.Json.Nodes;
using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.World;

/// <summary>
/// The agencies a, b and c and their people. In a: somebody of every role, a member who sees one client, contact users
/// of both clients, a colleague who owns what others should not touch, and one who is in b as well. The only part of
/// the world that the prover knows by name.
/// </summary>
sealed class Cast(WorldMaker maker, CatalogueFacts facts, ProvedWorld world)
{
    /// <summary>The roles that a person of staff can have.</summary>
    public static readonly IReadOnlyList<string> Staff =
        ["owner", "admin", "leadership", "finance", "pm", "account", "creative", "agent", "member"];

    static readonly int[] Numbers = [1, 2];
    static readonly string[] Restricted = ["member", "writer"];

    readonly HashSet<long> _made = [];

    /// <summary>Makes them.</summary>
    /// <returns>Numbers of the tables that are done.</returns>
    public async Task<IReadOnlySet<long>> MakeAsync(CancellationToken cancellationToken)
    {
        foreach (var role in Staff)
        {
            Add(role, 'a', role, role == "member" ? 1 : 0);
        }

        Add("writer", 'a', "member", 1);
        Add("colleague", 'a', "owner", 0);
        Add("shared", 'a', "pm", 0);
        Add("customer", 'a', "customer", 1);
        Add("second customer", 'a', "customer", 2);
        Add("b owner", 'b', "owner", 0);
        Add("c owner", 'c', "owner", 0);
        await AgenciesAsync(cancellationToken);
        await MembersAsync(cancellationToken);
        return _made;
    }

    void Add(string key, char agency, string role, int client)
    {
        var mark = key switch
        {
            "shared" => world.Marks.Of('a', 0, 'f'),
            "second customer" => world.Marks.Of(agency, 0, '2'),
            _ => world.Marks.Of(agency, 0),
        };
        world.People[key] = new(
            key, Marks.Id(mark, world.Marks.Next()), agency, role, client, Marks.Id(mark, world.Marks.Next()));
    }

    async Task AgenciesAsync(CancellationToken cancellationToken)
    {
        var keepers = new[] { world.People["colleague"], world.People["b owner"], world.People["c owner"] };
        await InsertAsync("public", "agencies", keepers.Select(keeper => (
            new Place(keeper.Agency, 0, keeper), new JsonObject { ["id"] = Text(world.Agency(keeper.Agency)) })),
            cancellationToken);
        foreach (var schema in new[] { "auth", "public" })
        {
            await InsertAsync(schema, "users", world.People.Values.Select(person => (
                new Place(person.Agency, 0, person),
                new JsonObject { ["id"] = Text(person.Id), ["email"] = $"{person.Id:N}@zq.test" })),
            cancellationToken);
        }

        await InsertAsync("auth", "sessions", world.People.Values.Select(person => (
            new Place(person.Agency, 0, person),
            new JsonObject { ["id"] = Text(person.Session), ["user_id"] = Text(person.Id), ["not_after"] = null })),
            cancellationToken);
        await InsertAsync("public", "client_stages", keepers.Select(keeper => (
            new Place(keeper.Agency, 0, keeper), new JsonObject())),
            cancellationToken);
        await InsertAsync("public", "clients", keepers.SelectMany(keeper => Numbers.Select(
            client => (new Place(keeper.Agency, client, keeper), new JsonObject
            {
                ["id"] = Text(world.Client(keeper.Agency, client)),
                ["owner_id"] = null,
                ["is_house"] = false,
            }))),
            cancellationToken);
    }

    async Task MembersAsync(CancellationToken cancellationToken)
    {
        var shared = world.People["shared"];
        await InsertAsync("public", "memberships", world.People.Values
            .Append(shared with { Agency = 'b', Role = "owner" })
            .Select(person => (new Place(person.Agency, 0, person), new JsonObject
            {
                ["user_id"] = Text(person.Id),
                ["role"] = person.Role,
                ["status"] = "active",
                ["client_scope"] = person.Client == 1 && person.Role == "member" ? "some" : "all",
                ["client_id"] = person.Role == "customer" ? Text(world.Client(person.Agency, person.Client)) : null,
                ["permissions"] = new JsonArray(),
            })),
            cancellationToken);
        await InsertAsync("public", "client_access", Restricted.Select(key => (
            new Place('a', 1, world.People[key]), new JsonObject
            {
                ["user_id"] = Text(world.People[key].Id),
                ["client_id"] = Text(world.Client('a', 1)),
                ["permission"] = key == "writer" ? "write" : "read",
            })),
            cancellationToken);
        await InsertAsync("public", "api_keys", [
            (new Place('a', 0, world.People["colleague"]), Key("pm")),
            (new Place('b', 0, world.People["b owner"]), Key("pm"))],
            cancellationToken);
        world.ApiKey = world.Rows.Values.FirstOrDefault(row =>
            row.Table == facts.Table("public", "api_keys")?.Oid && row.Place.Agency == 'a')?.Text("id");
    }

    static JsonObject Key(string role) => new() { ["role"] = role, ["revoked_at"] = null, ["expires_at"] = null };

    async Task InsertAsync(
        string schema, string name, IEnumerable<(Place Place, JsonObject Wishes)> rows,
        CancellationToken cancellationToken)
    {
        var table = facts.Table(schema, name) ?? throw new DatabaseProblemException(
            $"There is no table {schema}.{name}: this is not a database of Atrium.", "Run atrium db deploy first.");
        _made.Add(table.Oid);
        await maker.InsertAsync(
            table, rows.Select(row => (row.Place, 0, (JsonObject?)Known(table, row.Wishes))), cancellationToken);
    }

    static JsonObject Known(TableFacts table, JsonObject wishes) =>
        new(wishes.Where(wish => table.Column(wish.Key) is not null).Select(wish =>
            new KeyValuePair<string, JsonNode?>(wish.Key, wish.Value?.DeepClone())));

    static JsonValue Text(Guid id) => JsonValue.Create(id.ToString());
}
