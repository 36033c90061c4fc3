using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using XbFunctions.App;

await FunctionsApplication.CreateBuilder(args).ConfigureXbFunctions().Build().RunAsync();
