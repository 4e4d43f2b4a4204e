using System.Globalization;
using System.Text.Json;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>
/// Where a token names its role: <c>.role</c>, <c>.app."my-role"</c>, <c>.roles[0]</c>, or the first of a list that
/// fits, <c>.roles[?(@ ^== "app_")]</c>.
/// </summary>
public sealed class ClaimPath
{
    readonly List<Func<JsonElement, JsonElement?>> _steps = [];

    ClaimPath()
    {
    }

    /// <summary>Reads a path.</summary>
    /// <param name="text">As the configuration has it.</param>
    /// <exception cref="FormatException">It is no path.</exception>
    public static ClaimPath Parse(string text)
    {
        var path = new ClaimPath();
        var at = 0;
        while (at < text.Length)
        {
            at = text[at] switch
            {
                '.' => path.Member(text, at + 1),
                '[' => path.Item(text, at + 1),
                _ => throw new FormatException($"jwt-role-claim-key cannot be \"{text}\"."),
            };
        }

        return path;
    }

    /// <summary>The text at the path, or null.</summary>
    /// <param name="claims">A token's claims.</param>
    public string? Find(JsonElement claims)
    {
        JsonElement? at = claims;
        foreach (var step in _steps)
        {
            at = at is { } value ? step(value) : null;
        }

        return at switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } plain =>
                plain.GetRawText(),
            _ => null,
        };
    }

    int Member(string text, int at)
    {
        var quoted = at < text.Length && text[at] == '"';
        var end = quoted ? text.IndexOf('"', at + 1) : text.AsSpan(at).IndexOfAny('.', '[') is var next and >= 0
            ? at + next
            : text.Length;
        if (end < 0)
        {
            throw new FormatException($"jwt-role-claim-key cannot be \"{text}\".");
        }

        var name = quoted ? text[(at + 1)..end] : text[at..end];
        _steps.Add(value => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found)
            ? found
            : null);
        return quoted ? end + 1 : end;
    }

    int Item(string text, int at)
    {
        var end = text.IndexOf(']', at);
        var inside = end < 0 ? "" : text[at..end].Trim();
        if (int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            _steps.Add(value => value.ValueKind == JsonValueKind.Array && index < value.GetArrayLength()
                ? value[index]
                : null);
            return end + 1;
        }

        var fits = Test(inside) ?? throw new FormatException($"jwt-role-claim-key cannot be \"{text}\".");
        _steps.Add(value => value.ValueKind != JsonValueKind.Array ? null : value.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.String && fits(item.GetString() ?? ""))
            .Select(item => (JsonElement?)item).FirstOrDefault());
        return end + 1;
    }

    static Func<string, bool>? Test(string inside)
    {
        if (!inside.StartsWith("?(@", StringComparison.Ordinal) || !inside.EndsWith(')'))
        {
            return null;
        }

        var words = inside[3..^1].Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        var wanted = words.Length == 2 ? words[1].Trim('"') : "";
        return words[0] switch
        {
            "==" => text => text == wanted,
            "!=" => text => text != wanted,
            "^==" => text => text.StartsWith(wanted, StringComparison.Ordinal),
            "==^" => text => text.EndsWith(wanted, StringComparison.Ordinal),
            "*==" => text => text.Contains(wanted, StringComparison.Ordinal),
            _ => null,
        };
    }
}
