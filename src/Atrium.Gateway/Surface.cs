namespace Atrium.Gateway;

/// <summary>The protocols the gateway speaks; each has its own way to say that something is wrong.</summary>
public enum Surface
{
    /// <summary>Atrium's own routes and the web app: problem details (RFC 9457).</summary>
    Own,

    /// <summary><c>/rest/v1</c>: PostgREST's.</summary>
    Rest,

    /// <summary><c>/auth/v1</c>: GoTrue's.</summary>
    Auth,

    /// <summary><c>/storage/v1</c>.</summary>
    Storage,

    /// <summary><c>/realtime/v1</c>.</summary>
    Realtime,

    /// <summary><c>/functions/v1</c>.</summary>
    Functions,
}
