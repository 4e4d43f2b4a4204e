namespace Atrium.Database.Prove.World;

/// <summary>Somebody of the world.</summary>
/// <param name="Key">By what the prover calls them: the role, or what is special.</param>
/// <param name="Id">Of the user.</param>
/// <param name="Agency">Letter of the agency they act in.</param>
/// <param name="Role">Their role there.</param>
/// <param name="Client">Number of the only client they see; 0 for all.</param>
/// <param name="Session">Of their sign-in.</param>
sealed record Person(string Key, Guid Id, char Agency, string Role, int Client, Guid Session);

/// <summary>Where a row of the world belongs.</summary>
/// <param name="Agency">Letter of the agency.</param>
/// <param name="Client">Number of the client; 0 for none.</param>
/// <param name="Person">Whose it is, where the table has an owner.</param>
sealed record Place(char Agency, int Client, Person Person);

/// <summary>A row that was made.</summary>
/// <param name="Number">Its number in <c>pg_temp.prove_rows</c>.</param>
/// <param name="Table">Number of its table.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Client">The client it is bound to by itself or by what it hangs on; 0 for none.</param>
/// <param name="Form">How much of it is filled.</param>
/// <param name="Values">What it holds.</param>
sealed record WorldRow(
    int Number, long Table, Place Place, int Client, Form Form, System.Text.Json.Nodes.JsonObject Values)
{
    /// <summary>A value as text; null for null.</summary>
    public string? Text(string column) => Values[column] switch
    {
        null => null,
        System.Text.Json.Nodes.JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => other.ToJsonString(),
    };
}
