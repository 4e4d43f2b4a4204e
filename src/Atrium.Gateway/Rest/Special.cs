using Atrium.Gateway.Rest.Answers;
using Atrium.Gateway.Rest.Schema;
using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Rest;

/// <summary>Requests that ask for no rows: which methods a target takes.</summary>
static class Special
{
    const int Insert = 8;
    const int Update = 4;
    const int Delete = 16;

    public static Answer? Answer(HttpRequest request, string path, string schema, Catalogue catalogue) =>
        request.Method switch
        {
            not ("GET" or "HEAD" or "OPTIONS") when path.Length == 0 => throw RestErrors.BadMethod(request.Method),
            "OPTIONS" => new Answer(200, null, default) { Allow = Methods(path, schema, catalogue) },
            "GET" or "HEAD" or "POST" or "PATCH" or "PUT" or "DELETE" => null,
            _ => throw RestErrors.BadMethod(request.Method),
        };

    static string Methods(string path, string schema, Catalogue catalogue)
    {
        if (path.Length == 0)
        {
            return "OPTIONS,GET,HEAD";
        }

        if (path.StartsWith("rpc/", StringComparison.Ordinal))
        {
            var routines = catalogue.RoutinesNamed(schema, path[4..]).ToList();
            return routines.Count > 0 && routines.All(routine => routine.IsVolatile)
                ? "OPTIONS,POST"
                : "OPTIONS,GET,HEAD,POST";
        }

        var relation = catalogue.Find(schema, path)
            ?? throw RestErrors.NoRelation(schema, path, catalogue.Near(schema, path));
        var inserts = (relation.Updatable & Insert) != 0;
        var updates = (relation.Updatable & Update) != 0;
        return "OPTIONS,GET,HEAD"
            + (inserts ? ",POST" : "")
            + (inserts && updates && relation.PrimaryKey.Count > 0 ? ",PUT" : "")
            + (updates ? ",PATCH" : "")
            + ((relation.Updatable & Delete) != 0 ? ",DELETE" : "");
    }
}
