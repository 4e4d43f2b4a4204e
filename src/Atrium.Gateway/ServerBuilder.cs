using Microsoft.AspNetCore.Builder;

namespace Atrium.Gateway;

/// <summary>How every server of the product begins.</summary>
public static class ServerBuilder
{
    /// <summary>
    /// A builder that watches nothing: the folder a process starts in, "/" for one in the background, would be watched
    /// with all that lies below.
    /// </summary>
    public static WebApplicationBuilder Create() =>
        WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
}
