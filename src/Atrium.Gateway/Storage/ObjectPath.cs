using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Storage;

/// <summary>A file by its bucket and its name, as a request's address says them.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Name">Folders and file name, slashes between them.</param>
sealed partial record ObjectPath(string Bucket, string Name)
{
    const int MaxLength = 1_024;

    /// <summary>From the route's values <c>bucket</c> and <c>name</c>.</summary>
    /// <exception cref="StorageException">It can't be a file's name.</exception>
    public static ObjectPath Of(HttpContext context)
    {
        var values = context.Request.RouteValues;
        var name = values["name"] as string ?? "";
        // A slash that was sent encoded is a slash; the server leaves that one alone and decodes all others.
        return Of(values["bucket"] as string ?? "",
            name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>From a request's body.</summary>
    /// <exception cref="StorageException">It can't be a file's name.</exception>
    public static ObjectPath Of(string? bucket, string? name) =>
        bucket is { Length: > 0 } && name is { Length: > 0 and <= MaxLength } && Key().IsMatch(name)
            ? new ObjectPath(bucket, name)
            : throw new StorageException(StorageError.BadKey("Invalid key"));

    /// <summary>The last part of the name.</summary>
    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>Bucket and name.</summary>
    public string Whole => $"{Bucket}/{Name}";

    // As the database checks it: no empty folder, none that leads upwards, nothing that can't be seen.
    [GeneratedRegex(@"^(?!\.{0,2}(/|\z))([^\p{Cc}\\/]+/(?!\.{0,2}(/|\z)))*[^\p{Cc}\\/]+\z")]
    private static partial Regex Key();
}
