namespace Atrium.Gateway.Rest;

/// <summary>What the description at the root holds.</summary>
public enum RootDescription
{
    /// <summary>What the caller's role may do.</summary>
    OfRights,

    /// <summary>All there is in the schema.</summary>
    OfAll,

    /// <summary>There is none.</summary>
    None,
}
