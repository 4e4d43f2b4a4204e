using System.Text;
using System.Text.Json.Serialization;

namespace Atrium.Gateway.Tokens;

/// <summary>
/// The two long-lived keys of an installation, tokens themselves, kept in <c>keys.json</c> in the secrets folder.
/// </summary>
/// <param name="Anon">Names the installation and opens what is public: sign-in, and what <c>anon</c> may do.</param>
/// <param name="Service">Past row security. For the operator's own machine; never in a browser.</param>
public sealed partial record ProjectKeys(string Anon, string Service)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(3_652);

    /// <summary>Reads the keys; makes them where there are none or another key of the ring signs by now.</summary>
    /// <param name="secretsFolder">Folder of the secrets.</param>
    /// <param name="ring">The keys that sign.</param>
    /// <param name="verifier">Says whether the stored ones still hold.</param>
    /// <param name="time">The clock they start by.</param>
    /// <exception cref="InvalidOperationException">The file is readable by others or damaged.</exception>
    public static ProjectKeys Open(string secretsFolder, KeyRing ring, TokenVerifier verifier, TimeProvider time)
    {
        var path = Path.Combine(secretsFolder, "keys.json");
        var keys = SecretFile.Read(path, PairJson.Default.ProjectKeys);
        if (keys is not null && Holds(keys.Anon, ring, verifier) && Holds(keys.Service, ring, verifier))
        {
            return keys;
        }

        var now = time.GetUtcNow();
        keys = new ProjectKeys(Issue(ring, "anon", now), Issue(ring, "service_role", now));
        SecretFile.Write(path, keys, PairJson.Default.ProjectKeys);
        return keys;
    }

    static bool Holds(string key, KeyRing ring, TokenVerifier verifier) =>
        verifier.Verify(key, out _) is not null && Jwt.Read(key)?.Kid == ring.Current.Kid;

    /// <summary>The keys of a server that runs on while the ring is turned.</summary>
    internal sealed class Kept(string secretsFolder, KeyRing ring, TokenVerifier verifier, TimeProvider time)
    {
        readonly Lock _gate = new();
        (object Generation, ProjectKeys Keys)? _kept;

        public ProjectKeys Current
        {
            get
            {
                lock (_gate)
                {
                    var generation = ring.Generation;
                    if (_kept is not { } kept || !ReferenceEquals(kept.Generation, generation))
                    {
                        kept = (generation, Open(secretsFolder, ring, verifier, time));
                        _kept = kept;
                    }

                    return kept.Keys;
                }
            }
        }
    }

    static string Issue(KeyRing ring, string role, DateTimeOffset now) =>
        Jwt.Write(ring.Current, Encoding.UTF8.GetBytes(
            $$"""{"iss":"atrium","role":"{{role}}","iat":{{now.ToUnixTimeSeconds()}},"""
            + $"\"exp\":{(now + Lifetime).ToUnixTimeSeconds()}}}"));

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(ProjectKeys))]
    internal sealed partial class PairJson : JsonSerializerContext;
}
