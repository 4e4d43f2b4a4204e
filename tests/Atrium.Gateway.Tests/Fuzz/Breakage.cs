using System.Text;

namespace Atrium.Gateway.Tests.Fuzz;

/// <summary>Breaks requests: characters go, come twice, or are others, where a parser may stumble over them.</summary>
sealed class Breakage(Random random)
{
    static readonly string[] Splinters =
    [
        "%", "%0", "%00", "%GG", "%C3%28", "%ED%A0%80", "%F4%90%80%80", "(", ")", ",", ".", "!", ":", "::", "->",
        "->>", "\"", "\\", "'", "*", "{", "}", "[", "]", "=", "&", "&&", ";", "--", "/*", "$1", "$$", "%0a",
        "%0d%0a", "+", "#", "..", "...", "//", "%2e%2e", "((((((((((((((((((((((((((((((((", "%C3%A9", "not.",
        "null", "%E2%80%AE", "9999999999999999999999999",
    ];

    // the bytes of bodies: no UTF-8, half a character, none that text may have, one of two that belong together
    static readonly string[] Shards =
        ["\u00ff", "\u00c3", "\u00ed\u00a0\u0080", "\0", "\\ud800", "\\u0000", "\r\n--cut", "\r\n\r\n", "\u001b"];

    public FuzzRequest Break(FuzzRequest whole) => random.Next(4) switch
    {
        0 when whole.Body is not null => whole with { Body = Break(whole.Body, 0, [.. Splinters, .. Shards]) },
        1 when whole.Headers.Length > 0 => whole with { Headers = [.. whole.Headers.Select(BreakHeader)] },
        _ => whole with { Path = Break(whole.Path, FuzzRequest.After("/v1/", whole.Path), Splinters) },
    };

    string BreakHeader(string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal) + 2;
        var broken = Break(header, colon, Splinters);
        // what can't be sent at all tells nothing about who receives it
        return string.Concat(broken.Where(character => character is >= ' ' and < '\u007f'));
    }

    string Break(string text, int from, string[] splinters)
    {
        var broken = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(from, broken.Length + 1);
            switch (random.Next(4))
            {
                case 0 when at < broken.Length:
                    broken.Remove(at, random.Next(1, Math.Min(6, broken.Length - at) + 1));
                    break;
                case 1:
                    broken.Insert(at, broken.ToString(from, at - from));
                    break;
                default:
                    broken.Insert(at, splinters[random.Next(splinters.Length)]);
                    break;
            }
        }

        return broken.Length > 20_000 ? broken.ToString(0, 20_000) : broken.ToString();
    }
}
