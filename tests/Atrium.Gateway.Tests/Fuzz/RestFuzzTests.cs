using Atrium.Gateway.Tests.Rest;

namespace Atrium.Gateway.Tests.Fuzz;

/// <summary><c>/rest/v1</c>, whatever is asked.</summary>
public sealed class RestFuzzTests(LibraryHost library) : IClassFixture<LibraryHost>
{
    [Fact]
    public Task No_request_breaks_the_server_or_shows_what_is_another_agency_s() =>
        new Fuzzing("\"code\"", "Zed", "Southern", "south-red", "Rome", "south.test") { Trusted = ["service", "bob"] }
            .RunAsync(1_500, random => new RestGrammar(random), library.SendRawAsync);
}
