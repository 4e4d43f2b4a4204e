using System.Collections.Concurrent;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Atrium.Server.Web;

/// <summary>The built web app on disk; a file is read again when it changed.</summary>
sealed class WebFolder : IDisposable
{
    // The app is a few hundred files; a larger folder is not ours and is not kept in memory.
    const int MostFiles = 2_000;

    readonly FileExtensionContentTypeProvider _types = new();
    readonly ConcurrentDictionary<string, WebAsset> _assets = new(StringComparer.Ordinal);
    readonly PhysicalFileProvider? _files;

    public WebFolder(AtriumOptions options)
    {
        var folder = options.WebFolder ?? FindUpwards(Path.Combine("web", "dist"));
        _files = folder is not null && Directory.Exists(folder)
            ? new PhysicalFileProvider(Path.GetFullPath(folder))
            : null;
        _types.Mappings[".webmanifest"] = "application/manifest+json";
    }

    /// <summary>The file at <paramref name="path"/> of the app; null where there is none.</summary>
    public async Task<WebAsset?> FindAsync(string path, CancellationToken cancellationToken)
    {
        // The provider keeps to its folder and shows no hidden files.
        if (_files?.GetFileInfo(path) is not { Exists: true, IsDirectory: false, PhysicalPath: { } physical } file)
        {
            return null;
        }

        if (_assets.TryGetValue(path, out var known) && known.Stamp == file.LastModified)
        {
            return known;
        }

        var content = await File.ReadAllBytesAsync(physical, cancellationToken);
        var type = _types.TryGetContentType(path, out var found) ? found : "application/octet-stream";
        if (type is "text/javascript" or "text/css" or "text/html" or "application/json")
        {
            type += "; charset=utf-8";
        }

        var asset = new WebAsset(content, type, file.LastModified);
        if (_assets.Count < MostFiles)
        {
            _assets[path] = asset;
        }

        return asset;
    }

    public void Dispose() => _files?.Dispose();

    static string? FindUpwards(string wanted)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, wanted);
            if (File.Exists(Path.Combine(candidate, "index.html")))
            {
                return candidate;
            }
        }

        return null;
    }
}
