using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Storage;
using Azure.Storage.Sas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using XbFunctions.Host;

namespace XbFunctions.Xb.Tests.Platform;

/// <summary>
/// A storage account as in Azure, which refuses keys: its real addresses over TLS, for whoever brings the token of a sign-in, with Azurite behind it. A command in a
/// process of its own reaches it by <see cref="Environment"/>: a proxy that leads every address here, a certificate to trust, and an <c>az</c> that is signed in.
/// </summary>
internal sealed class KeylessAccount : IAsyncDisposable
{
    public const string Address = "https://keyless.blob.core.windows.net";
    private const string Token = "signed-in";
    private readonly WebApplication _front;
    private readonly TcpListener _proxy = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _azurite = new();
    private readonly string _folder;
    private int _refused;
    private int _served;

    private KeylessAccount(WebApplication front, string folder) => (_front, _folder) = (front, folder);

    /// <summary>Requests that brought the token.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>Requests without it.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>What Azurite did not take, for a test that fails.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>What the sign-in was asked for; empty while it was not.</summary>
    public string Asked => File.Exists(Path.Combine(_folder, "asked")) ? File.ReadAllText(Path.Combine(_folder, "asked")) : "";

    /// <summary>Environment of a command.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["HTTPS_PROXY"] = $"http://{_proxy.LocalEndpoint}",
        ["NO_PROXY"] = "",
        ["SSL_CERT_FILE"] = Path.Combine(_folder, "account.pem"),
        ["PATH"] = $"{_folder}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}",
        ["AZURE_TOKEN_CREDENTIALS"] = "AzureCliCredential",
    };

    public static async Task<KeylessAccount> StartAsync(AzuriteProcess azurite, string folder)
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=account of a test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("keyless.blob.core.windows.net");
        names.AddDnsName("keyless.table.core.windows.net");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder, "account.pem"), certificate.ExportCertificatePem());
        var az = Path.Combine(folder, "az");
        await File.WriteAllTextAsync(az, $$"""
            #!/bin/sh
            echo "$@" >> '{{Path.Combine(folder, "asked")}}'
            echo '{"accessToken":"{{Token}}","expiresOn":"2099-01-01 00:00:00.000000","tokenType":"Bearer"}'
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var account = new KeylessAccount(builder.Build(), folder);
        var rights = AccessOf(azurite);
        account._front.Run(context => account.ServeAsync(context, azurite, rights));
        await account._front.StartAsync();
        account._proxy.Start();
        _ = account.AcceptAsync();
        return account;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _proxy.Dispose();
        await _front.DisposeAsync();
        _azurite.Dispose();
        _stop.Dispose();
    }

    private static string AccessOf(AzuriteProcess azurite)
    {
        var parts = azurite.ConnectionString.Split(';').Select(static part => part.Split('=', 2)).Where(static part => part.Length == 2).ToDictionary(static part => part[0], static part => part[1]);
        var now = TimeProvider.System.GetUtcNow();
        return new AccountSasBuilder(AccountSasPermissions.All, now.AddDays(1), AccountSasServices.Blobs | AccountSasServices.Tables, AccountSasResourceTypes.All)
            .ToSasQueryParameters(new StorageSharedKeyCredential(parts["AccountName"], parts["AccountKey"])).ToString();
    }

    private async Task ServeAsync(HttpContext context, AzuriteProcess azurite, string rights)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            Interlocked.Increment(ref _refused);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.Headers["x-ms-error-code"] = "KeyBasedAuthenticationNotPermitted";
            return;
        }

        Interlocked.Increment(ref _served);
        var service = context.Request.Host.Host.Contains(".table.", StringComparison.Ordinal) ? azurite.TableEndpoint : azurite.BlobEndpoint;
        var query = context.Request.QueryString.Value is { Length: > 0 } asked ? $"{asked}&{rights}" : $"?{rights}";
        using var forward = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri($"{service}devstoreaccount1{context.Request.Path}{query}"));
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            forward.Content = context.Request.Path.Value!.EndsWith("$batch", StringComparison.Ordinal)
                ? new ByteArrayContent(Encoding.UTF8.GetBytes((await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted))
                    .Replace($"https://{context.Request.Host}/", $"{service}devstoreaccount1/", StringComparison.Ordinal)))
                : new StreamContent(context.Request.Body);
        }

        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key is not ("Authorization" or "Host" or "Transfer-Encoding")
            && (header.Key != "Content-Length" || forward.Content is StreamContent)))
        {
            if (!forward.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
            {
                forward.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
            }
        }

        using var answer = await _azurite.SendAsync(forward, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(static header => header.Key is not ("Transfer-Encoding" or "Connection" or "Keep-Alive")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if ((int)answer.StatusCode is >= 400 and not (404 or 409 or 412))
        {
            Faults.Enqueue($"{forward.Method} {context.Request.Host}{context.Request.Path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(context.RequestAborted)}");
        }

        if (context.Request.Method != HttpMethods.Head)
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = TunnelAsync(await _proxy.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    /// <summary>Takes a CONNECT to any address, and leads it to the account.</summary>
    private async Task TunnelAsync(TcpClient caller)
    {
        var front = new Uri(_front.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using (caller)
        using (var account = new TcpClient())
        {
            try
            {
                var (near, one) = (caller.GetStream(), new byte[1]);
                for (var line = 0; line < 2;)
                {
                    await near.ReadExactlyAsync(one, _stop.Token);
                    line = one[0] == '\n' ? line + 1 : one[0] == '\r' ? line : 0;
                }

                await account.ConnectAsync(IPAddress.Loopback, front.Port, _stop.Token);
                await near.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), _stop.Token);
                var far = account.GetStream();
                await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
            }
            catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
            {
                // Its caller is gone, or the test is over.
            }
        }
    }
}
