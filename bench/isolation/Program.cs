using System.Globalization;
using Atrium.Bench.Isolation;
using Atrium.Kernel;

// isolation "CONNECTION" SECONDS CONNECTIONS PREPARED < people: a line for each, "user agency" as ids.
var (seconds, connections, prepared) = (Number(args[1]), Number(args[2]), Number(args[3]));
List<Person> people = [];
while (Console.ReadLine() is { Length: > 0 } line)
{
    var ids = line.Split(' ');
    people.Add(new(ids[0], ids[1]));
}

var options = new TenantDoorOptions
{
    MaxConnections = connections,
    PreparedStatements = prepared,
    ConnectSeconds = 30,
};
await using var door = new TenantDoor(args[0], options);
using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
var crowd = new Crowd(door, people);
await Task.WhenAll(Enumerable.Range(1, connections).Select(seed => crowd.AskAsync(seed, end.Token)));
Console.WriteLine(crowd.ToString());
return crowd is { Wrong: 0, Empty: 0, Rows: > 0 } ? 0 : 1;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
