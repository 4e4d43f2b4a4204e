using System.Text.Json;
using Atrium.Gateway.Rest.Schema;

namespace Atrium.Gateway.Rest.OpenApi;

/// <summary>Writes what the functions' addresses take and answer.</summary>
static class OpenApiCalls
{
    public static void Write(Utf8JsonWriter json, Routine routine)
    {
        json.WriteStartObject("/rpc/" + routine.Name);
        if (!routine.IsVolatile)
        {
            json.WriteStartObject("get");
            WriteHead(json, routine);
            json.WriteStartArray("parameters");
            foreach (var parameter in Named(routine))
            {
                WriteInQuery(json, routine, parameter);
            }

            json.WriteEndArray();
            OpenApiPaths.WriteResponses(json, ("200", "OK", null));
            json.WriteEndObject();
        }

        json.WriteStartObject("post");
        WriteHead(json, routine);
        json.WriteStartArray("parameters");
        WriteInBody(json, routine);
        json.WriteStartObject();
        json.WriteString("$ref", "#/parameters/preferParams");
        json.WriteEndObject();
        json.WriteEndArray();
        OpenApiPaths.WriteResponses(json, ("200", "OK", null));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static IEnumerable<RoutineParameter> Named(Routine routine) =>
        routine.Parameters.Where(parameter => parameter.Name.Length > 0);

    // Types of the function's own schema go by their name alone.
    static string TypeOf(Routine routine, RoutineParameter parameter)
    {
        var prefix = routine.Schema + ".";
        return parameter.Type.StartsWith(prefix, StringComparison.Ordinal)
            ? parameter.Type[prefix.Length..]
            : parameter.Type;
    }

    static void WriteHead(Utf8JsonWriter json, Routine routine)
    {
        OpenApiDocument.Texts(json, "tags", "(rpc) " + routine.Name);
        OpenApiDocument.Comment(json, routine.Comment);
        OpenApiDocument.Texts(
            json, "produces", "application/json", "application/vnd.pgrst.object+json;nulls=stripped",
            "application/vnd.pgrst.object+json");
    }

    static void WriteInQuery(Utf8JsonWriter json, Routine routine, RoutineParameter parameter)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("in", "query");
        json.WriteBoolean("required", parameter.IsRequired);
        if (parameter.IsVariadic)
        {
            OpenApiTypes.WriteRepeated(json, TypeOf(routine, parameter));
        }
        else
        {
            OpenApiTypes.WriteInQuery(json, TypeOf(routine, parameter));
        }

        json.WriteEndObject();
    }

    static void WriteInBody(Utf8JsonWriter json, Routine routine)
    {
        json.WriteStartObject();
        json.WriteString("name", "args");
        json.WriteString("in", "body");
        json.WriteBoolean("required", true);
        json.WriteStartObject("schema");
        var required = Named(routine).Where(one => one.IsRequired).Select(one => one.Name).ToList();
        if (required.Count > 0)
        {
            OpenApiDocument.Texts(json, "required", required);
        }

        json.WriteStartObject("properties");
        foreach (var parameter in Named(routine))
        {
            json.WriteStartObject(parameter.Name);
            OpenApiTypes.Write(json, TypeOf(routine, parameter));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteString("type", "object");
        if (routine.Comment is not null)
        {
            json.WriteString("description", routine.Comment);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
