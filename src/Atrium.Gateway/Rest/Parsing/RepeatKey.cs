using System.Security.Cryptography;
using System.Text;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>The name a write's sender gave it, so that sending it again does not do it again.</summary>
/// <param name="Name">The header's text, 1 to 255 characters.</param>
/// <param name="Asked">SHA-256 of what was asked.</param>
sealed record RepeatKey(string Name, byte[] Asked)
{
    const string Header = "Idempotency-Key";

    static readonly string[] Counting = ["Accept", "Content-Profile", "Content-Type", "Prefer"];

    /// <summary>The key of a write by somebody who is known; null where there is none.</summary>
    public static RepeatKey? Of(HttpRequest request, Caller caller, ReadOnlyMemory<byte> body)
    {
        var name = request.Headers[Header].ToString();
        if (name.Length == 0 || caller.Role == CallerRole.Anon)
        {
            return null;
        }

        if (name.Length > 255)
        {
            throw RestErrors.Of(400, "PGRST102", "An Idempotency-Key has 255 characters at most");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n"));
        foreach (var header in Counting)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{request.Headers[header]}\n"));
        }

        hash.AppendData(body.Span);
        return new RepeatKey(name, hash.GetHashAndReset());
    }
}
