using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.AspNetCore.Http;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class HttpRouteTests
{
    [TestMethod]
    public async Task Templates_of_all_kinds_are_matched()
    {
        await using var app = await TestApp.StartAsync(
            null, static builder => builder.Configuration["Place"] = "from/settings", null, typeof(RouteFunctions));
        (string Path, string Expected)[] cases =
        [
            ("api/optional", "Optional GET none"),
            ("api/optional/7", "Optional GET 7"),
            ("api/OPTIONAL/7", "Optional GET 7"),
            ("api/all", "CatchAll GET none"),
            ("api/all/a/b/c", "CatchAll GET a/b/c"),
            ("api/default", "Default GET 1"),
            ("api/default/3", "Default GET 3"),
            ("api/sku/ABC", "Pattern GET ABC"),
            ("api/sku/ABCD", "404"),
            ("api/letters/word", "Letters GET word"),
            ("api/letters/words", "404"),
            ("api/letters/w0rd", "404"),
            ("api/id/00000000-0000-0000-0000-000000000001", "Identified GET 00000000-0000-0000-0000-000000000001"),
            ("api/id/1", "404"),
            ("api/from/settings/5", "FromSetting GET 5"),
            ("api/from/settings/five", "404"),
            ("api/default/three", "400"),
        ];
        foreach (var (path, expected) in cases)
        {
            using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.AreEqual(expected, answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : $"{(int)answer.StatusCode}", path);
        }
    }

    [TestMethod]
    public async Task A_function_that_names_no_method_answers_all()
    {
        await using var app = await TestApp.StartAsync(null, static builder => builder.Configuration["Place"] = "p", null, typeof(RouteFunctions));
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Options])
        {
            using var request = new HttpRequestMessage(method, "api/any");
            using var answer = await app.Client.SendAsync(request);
            Assert.AreEqual($"AnyMethod {method}", await answer.Content.ReadAsStringAsync());
        }
    }

    [TestMethod]
    [DataRow("", "open", "api/open")]
    [DataRow("v2/shop", "v2/shop/open", "open")]
    public async Task The_route_prefix_is_a_setting_and_may_be_empty(string prefix, string found, string missing)
    {
        await using var app = await TestApp.StartAsync(
            null, builder => builder.Configuration["AzureFunctionsJobHost:extensions:http:routePrefix"] = prefix, null, typeof(HttpFunctions));
        Assert.AreEqual(prefix, app.Platform.RoutePrefix);
        Assert.AreEqual("open GET", await app.Client.GetStringAsync(new Uri(found, UriKind.Relative)));
        using var answer = await app.Client.GetAsync(new Uri(missing, UriKind.Relative));
        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [TestMethod]
    public async Task A_route_that_belongs_to_the_host_is_refused()
    {
        var exception = await Assert.ThrowsExactlyAsync<PlatformStartException>(() => TestApp.StartAsync(
            null, static builder => builder.Configuration["AzureFunctionsJobHost:extensions:http:routePrefix"] = "", null, typeof(AdminRoute)));
        Assert.Contains("AdminRoute", exception.Message);
        Assert.Contains("/admin/mine", exception.Message);
    }

    [TestMethod]
    public async Task A_route_with_a_missing_setting_names_the_function_and_the_setting()
    {
        var exception = await Assert.ThrowsExactlyAsync<PlatformStartException>(() => TestApp.StartAsync(typeof(RouteFunctions)));
        Assert.Contains("FromSetting", exception.Message);
        Assert.Contains("Place is missing", exception.Message);
        Assert.Contains("local.settings.json", exception.Message);
    }

    public sealed class AdminRoute
    {
        [Function("AdminRoute")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "admin/mine")] HttpRequest request) => Results.Text(request.Path);
    }
}
