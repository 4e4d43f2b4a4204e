namespace Atrium.Server.Tests.Routes;

/// <summary>
/// The routes that are known to the tests of this folder, and whom each lets in. The server's own list is compared with
/// it, so that no route comes without anybody having said whom it is for.
/// </summary>
static class RouteTable
{
    // open: whoever asks; secret: what is in the address opens it; session: a person's token; operator: the service
    // key; token: any token, and row security decides.
    const string Known = """
        open ANY {**path}
        open GET /config.json
        open GET /dev/mailbox
        open GET /healthz
        open GET /metrics
        open GET /readyz
        secret GET /proof
        token GET /functions/v1/last-proof

        token ANY /rest/v1/{**path}

        open GET /auth/v1/.well-known/jwks.json
        open GET /auth/v1/health
        open GET /auth/v1/settings
        open POST /auth/v1/magiclink
        open POST /auth/v1/otp
        open POST /auth/v1/recover
        open POST /auth/v1/resend
        open POST /auth/v1/signup
        open POST /auth/v1/token
        open GET /auth/v1/authorize
        secret GET /auth/v1/callback
        secret GET /auth/v1/verify
        secret POST /auth/v1/verify
        session GET /auth/v1/reauthenticate
        session GET /auth/v1/user
        session PUT /auth/v1/user
        session GET /auth/v1/user/identities/authorize
        session DELETE /auth/v1/user/identities/{id:guid}
        session POST /auth/v1/logout
        session POST /auth/v1/factors
        session POST /auth/v1/factors/{id:guid}/challenge
        session POST /auth/v1/factors/{id:guid}/verify
        session DELETE /auth/v1/factors/{id:guid}
        session GET /auth/v1/factors/recovery-codes
        session POST /auth/v1/factors/recovery-codes
        session POST /auth/v1/factors/recovery-codes/verify
        operator GET /auth/v1/admin/users/
        operator POST /auth/v1/admin/users/
        operator GET /auth/v1/admin/users/{id:guid}
        operator PUT /auth/v1/admin/users/{id:guid}
        operator DELETE /auth/v1/admin/users/{id:guid}
        operator GET /auth/v1/admin/users/{user:guid}/factors/
        operator DELETE /auth/v1/admin/users/{user:guid}/factors/{id:guid}
        operator POST /auth/v1/admin/generate_link
        operator POST /auth/v1/invite

        open GET /storage/v1/health
        secret GET /storage/v1/object/sign/{bucket}/{**name}
        secret HEAD /storage/v1/object/sign/{bucket}/{**name}
        secret PUT /storage/v1/object/upload/sign/{bucket}/{**name}
        open GET /storage/v1/object/public/{bucket}/{**name}
        open HEAD /storage/v1/object/public/{bucket}/{**name}
        token ANY /storage/v1/{**path}
        token GET /storage/v1/bucket
        token POST /storage/v1/bucket
        token GET /storage/v1/bucket/{bucket}
        token PUT /storage/v1/bucket/{bucket}
        token DELETE /storage/v1/bucket/{bucket}
        token POST /storage/v1/bucket/{bucket}/empty
        token GET /storage/v1/object/{bucket}/{**name}
        token HEAD /storage/v1/object/{bucket}/{**name}
        token POST /storage/v1/object/{bucket}/{**name}
        token PUT /storage/v1/object/{bucket}/{**name}
        token DELETE /storage/v1/object/{bucket}
        token DELETE /storage/v1/object/{bucket}/{**name}
        token GET /storage/v1/object/authenticated/{bucket}/{**name}
        token HEAD /storage/v1/object/authenticated/{bucket}/{**name}
        token GET /storage/v1/object/info/{bucket}/{**name}
        token GET /storage/v1/object/info/authenticated/{bucket}/{**name}
        token POST /storage/v1/object/list/{bucket}
        token POST /storage/v1/object/list-v2/{bucket}
        token POST /storage/v1/object/move
        token POST /storage/v1/object/copy
        token POST /storage/v1/object/sign/{bucket}
        token POST /storage/v1/object/sign/{bucket}/{**name}
        token POST /storage/v1/object/upload/sign/{bucket}/{**name}
        token OPTIONS /storage/v1/upload/resumable
        token POST /storage/v1/upload/resumable
        token HEAD /storage/v1/upload/resumable/{id}
        token PATCH /storage/v1/upload/resumable/{id}
        token DELETE /storage/v1/upload/resumable/{id}
        """;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownRoute> All { get; } =
    [
        .. Known.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ')).Select(words => new KnownRoute(words[0], words[1], words[2])),
    ];
}

/// <summary>A route and whom it lets in.</summary>
/// <param name="For">open, secret, session, operator or token.</param>
/// <param name="Method">HTTP method, or ANY.</param>
/// <param name="Pattern">As the server has it.</param>
sealed record KnownRoute(string For, string Method, string Pattern)
{
    /// <summary>Method and pattern.</summary>
    public string Name => $"{Method} {Pattern}";

    /// <summary>Whether it belongs to a surface, where every token that comes along is looked at.</summary>
    public bool IsOfSurface => Pattern.Contains("/v1/", StringComparison.Ordinal);

    /// <summary>Whether it takes ids of things, in the address or in a body.</summary>
    public bool TakesIds => Pattern.Contains("{id", StringComparison.Ordinal)
        || Pattern.Contains("name}", StringComparison.Ordinal) || Pattern.Contains("user:", StringComparison.Ordinal)
        || Pattern.Contains("/object/", StringComparison.Ordinal);

    /// <summary>The method to ask with.</summary>
    public string Asked => Method == "ANY" ? "GET" : Method;

    /// <summary>An address of it, with an id in every place that takes one.</summary>
    public string Address(string id) =>
        Pattern.Replace("{**path}", "clients", StringComparison.Ordinal)
            .Replace("{bucket}", "documents", StringComparison.Ordinal)
            .Replace("{**name}", $"{id}/plan.png", StringComparison.Ordinal)
            .Replace("{id:guid}", id, StringComparison.Ordinal).Replace("{user:guid}", id, StringComparison.Ordinal)
            .Replace("{id}", id, StringComparison.Ordinal) is ['/', ..] whole ? whole : "/clients";
}
