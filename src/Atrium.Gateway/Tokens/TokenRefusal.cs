namespace Atrium.Gateway.Tokens;

/// <summary>Why a token was refused.</summary>
public enum TokenRefusal
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>Not a token of ours: wrong form, algorithm, key or signature.</summary>
    Invalid,

    /// <summary>Ours, with claims that can't be used.</summary>
    BadClaims,

    /// <summary>Ours, and over.</summary>
    Expired,
}
