using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Atrium.Cli.Installed;
using Atrium.Database.Demo;

namespace Atrium.Cli.Running;

/// <summary>What a server says when it serves.</summary>
/// <param name="Url">Its address, without a trailing slash.</param>
/// <param name="AnonKey">The public key that clients send.</param>
/// <param name="ServiceKey">Past row security; for this machine only.</param>
/// <param name="Demo">Accounts to try it with; empty without demo data.</param>
/// <param name="SetupUrl">Makes the first account, once; null when there are accounts.</param>
sealed partial record Ready(
    string Url, string AnonKey, string ServiceKey, IReadOnlyList<DemoAccount> Demo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SetupUrl)
{
    /// <summary>The line for programs.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Json.Default.Ready);

    public static Ready Parse(string line) =>
        JsonSerializer.Deserialize(line, Json.Default.Ready) ?? throw new JsonException("null");

    /// <summary>The page for people.</summary>
    /// <param name="installation">Where the data lies.</param>
    /// <param name="stop">How to stop it.</param>
    public string Text(Installation installation, string stop)
    {
        var text = new StringBuilder($"\n  Atrium serves on {Url}\n\n");
        if (SetupUrl is not null)
        {
            text.Append($"  Make the first account with this link, once, within a day:\n    {SetupUrl}\n\n");
        }

        foreach (var agency in Demo.GroupBy(account => account.Agency))
        {
            text.Append($"  {agency.Key}, password {agency.First().Password}\n");
            foreach (var account in agency)
            {
                text.Append($"    {account.Email,-30} {account.Role}\n");
            }

            text.Append('\n');
        }

        return text.Append($"  Data: {installation.Folder}\n  Stop: {stop}\n").ToString();
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Ready))]
    sealed partial class Json : JsonSerializerContext;
}
