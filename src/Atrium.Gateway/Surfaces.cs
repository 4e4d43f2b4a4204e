using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway;

/// <summary>Which surface a path belongs to.</summary>
public static class Surfaces
{
    /// <summary>The surface of <paramref name="path"/>.</summary>
    /// <param name="path">Path of a request.</param>
    public static Surface Of(PathString path) => path.Value switch
    {
        null => Surface.Own,
        var p when Under(p, "/rest/v1") => Surface.Rest,
        var p when Under(p, "/auth/v1") => Surface.Auth,
        var p when Under(p, "/storage/v1") => Surface.Storage,
        var p when Under(p, "/realtime/v1") => Surface.Realtime,
        var p when Under(p, "/functions/v1") => Surface.Functions,
        _ => Surface.Own,
    };

    static bool Under(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && (path.Length == prefix.Length || path[prefix.Length] == '/');
}
