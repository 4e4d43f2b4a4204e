using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>Which of the exposed schemas a request means.</summary>
static class Profile
{
    /// <summary>The schema the request names, or the first.</summary>
    public static string Of(HttpRequest request, IReadOnlyList<string> schemas)
    {
        var named = request.Headers[Header(request.Method)].ToString();
        return named.Length == 0 ? schemas[0]
            : schemas.Contains(named) ? named
            : throw RestErrors.BadSchema(named, schemas);
    }

    static string Header(string method) =>
        method is "DELETE" or "PATCH" or "POST" or "PUT" ? "Content-Profile" : "Accept-Profile";
}
