using System.Globalization;
using Atrium.Bench.Gateway;

// gateway serve "CONNECTION" FOLDER PORT [SHARE] | floor "CONNECTION" FOLDER PORT CASES
// | ask SERVER FLOOR SECONDS | neighbour SERVER SHARE SECONDS | last SERVER REQUESTS
switch (args)
{
    case ["serve", var connection, var folder, var port, .. var rest]:
        await ServerUnderTest.RunAsync(connection, folder, Number(port), rest is [var share] ? Number(share) : null);
        break;
    case ["floor", var connection, var folder, var port, var cases]:
        await Floor.RunAsync(connection, folder, Number(port), cases);
        break;
    case ["ask", var server, var floor, var seconds]:
        await Measuring.CasesAsync(Number(server), Number(floor), Number(seconds));
        break;
    case ["neighbour", var server, var places, var seconds]:
        await Measuring.NeighboursAsync(Number(server), Number(places), Number(seconds));
        break;
    case ["last", var server, var requests]:
        await Measuring.MemoryAsync(Number(server), Number(requests));
        break;
    default:
        Console.Error.WriteLine("See run.sh.");
        return 2;
}

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
