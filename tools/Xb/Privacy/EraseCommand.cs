using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Privacy;

/// <summary><c>xb erase</c>: erases a customer everywhere.</summary>
internal static class EraseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var customer = new Option<string>("--customer") { Description = "The platform's id of the customer, or the pseudonym that events carry.", HelpName = "ID", Required = true };
        var url = CommandOptions.Text("--url", "Address of the functions, such as https://APP.azurewebsites.net/api/; left out, the platform that runs on this machine.", "URL");
        var key = CommandOptions.Text("--function-key", "Function key of --url; left out, the environment variable XB_FUNCTION_KEY.", "KEY");
        var wait = CommandOptions.Duration(
            "--wait", "How long to wait for the end; 0s only asks.", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(24));
        var command = new Command(
            "erase",
            """
            Erase a customer everywhere, and print the receipt: what was removed from each store, and what stays until when.
            Asked again, it prints how far the same erasure has come.

            Examples:
              xb erase --customer c-1041
              xb erase --customer c-1041 --wait 10m
              xb erase --customer c-1041 --url https://APP.azurewebsites.net/api/
            """) { customer, url, key, wait };
        command.SetAction((parsed, cancellationToken) =>
        {
            var target = Find(parsed.GetValue(url), parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("XB_FUNCTION_KEY"));
            return RunAsync(CommandTerminal.Of(parsed), target, parsed.GetRequiredValue(customer), parsed.GetValue(wait), TimeProvider.System, cancellationToken);
        });
        return command;
    }

    private static (Uri Address, string Key) Find(string? url, string? key)
    {
        if (url is null)
        {
            return PlatformTarget.FindRunning() is { } running
                ? (running.Http, running.HostKey)
                : throw new CommandException("No platform runs here. Start one with `dotnet run --project functions/App`, or name one with --url.");
        }

        return Uri.TryCreate(url.EndsWith('/') ? url : $"{url}/", UriKind.Absolute, out var address) && key is not null
            ? (address, key)
            : throw new CommandException("--url takes an absolute address, and with it --function-key or XB_FUNCTION_KEY is needed.");
    }

    private static async Task<int> RunAsync(
        CommandTerminal terminal, (Uri Address, string Key) target, string customer, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = target.Address };
        http.DefaultRequestHeaders.Add("x-functions-key", target.Key);
        var started = time.GetTimestamp();
        while (true)
        {
            var receipt = await AskAsync(http, customer, cancellationToken);
            if (receipt.GetProperty("status").GetString() == "done" || time.GetElapsedTime(started) >= wait)
            {
                Print(terminal, receipt);
                return 0;
            }

            await Task.Delay(TimeSpan.FromSeconds(5), time, cancellationToken);
        }
    }

    private static async Task<JsonElement> AskAsync(HttpClient http, string customer, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.DeleteAsync(new Uri($"customers/{Uri.EscapeDataString(customer)}", UriKind.Relative), cancellationToken);
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new CommandException($"The functions answered {(int)answer.StatusCode} ({answer.ReasonPhrase}).");
            }

            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (HttpRequestException fault)
        {
            throw new CommandException($"The functions at {http.BaseAddress} do not answer: {fault.Message}", fault);
        }
    }

    private static void Print(CommandTerminal terminal, JsonElement receipt)
    {
        var table = CommandTables.New("store", "status", "removed", "until (UTC)");
        foreach (var store in receipt.GetProperty("stores").EnumerateArray())
        {
            table.AddRow(
                Markup.Escape(store.GetProperty("store").GetString()!),
                store.GetProperty("status").GetString()!,
                CommandTables.Count(store.GetProperty("removed").GetInt64()),
                store.TryGetProperty("until", out var until) && until.ValueKind == JsonValueKind.String
                    ? until.GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
                    : "");
        }

        terminal.Out.Write(table);
        terminal.Line($"Erasure {receipt.GetProperty("id").GetString()} is {receipt.GetProperty("status").GetString()}.");
    }
}
