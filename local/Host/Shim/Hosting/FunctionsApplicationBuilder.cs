using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XbFunctions.Host;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a function app: its settings, services and invocation pipeline.</summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly HostSetup _setup;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _webApplication;
    private bool _built;

    internal FunctionsApplicationBuilder(string[] args) => (_web, _setup) = HostSetup.Create(args);

    /// <summary>Values shared between the parts that configure the app.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <summary>Settings: command line over environment over <c>local.settings.json</c>.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>Name, environment and content root of the app.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Log providers and levels; levels start from <c>host.json</c>.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>Metric listeners.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <summary>Services of the app.</summary>
    public IServiceCollection Services => _web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>Adds a step to the invocation pipeline.</summary>
    /// <param name="middleware">Given the rest of the pipeline, returns the step around it.</param>
    /// <returns>This builder.</returns>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>Replaces the container that services are resolved from.</summary>
    /// <typeparam name="TContainerBuilder">Builder type of the container.</typeparam>
    /// <param name="factory">Makes the container.</param>
    /// <param name="configure">Configures it.</param>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <summary>Builds the app and checks its functions.</summary>
    /// <returns>The host, not started.</returns>
    /// <exception cref="InvalidOperationException">The app was built before.</exception>
    /// <exception cref="PlatformStartException">A function breaks a rule of the Functions worker, or a setting cannot be read.</exception>
    public IHost Build()
    {
        if (_built)
        {
            throw new InvalidOperationException("Build can only be called once.");
        }

        _built = true;
        return _setup.Build(_web, _middleware, _webApplication);
    }

    internal void EnableWebApplication()
    {
        if (!_webApplication)
        {
            _webApplication = true;
            _web.Services.AddMvcCore();
            _middleware.Add(HttpProxyMiddleware.Wrap);
        }
    }
}
