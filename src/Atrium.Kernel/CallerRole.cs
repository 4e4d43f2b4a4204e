namespace Atrium.Kernel;

/// <summary>The database roles a request may run as.</summary>
public enum CallerRole
{
    /// <summary>Role <c>anon</c>: the public surface only.</summary>
    Anon,

    /// <summary>Role <c>authenticated</c>: a signed-in person or an agency's API key, under row security.</summary>
    Authenticated,

    /// <summary>Role <c>service_role</c>: the operator's own machine, past row security.</summary>
    Service,

    /// <summary>Role <c>atrium_auth</c>: the sign-in functions; no claims are entered.</summary>
    Auth,
}
