metadata description = 'The function app on a Flex Consumption plan. Its only secret is a reference into the vault.'

import { sizesType } from 'types.bicep'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the app.')
param name string

@description('Name of its plan.')
param planName string

@description('Sizes.')
param sizes sizesType

@description('Identity of the app.')
param identity { id: string, clientId: string }

@description('Storage account.')
param storage { name: string, packageContainer: string }

@description('Event Hubs host name.')
param eventHubsHost string

@description('Address of the pseudonyms\' key in the vault.')
param pseudonymKeyUri string

@description('Key that the pseudonyms had before, from which people are carried over: its id, and its address in the vault. An empty id: none.')
param previousPseudonymKey { id: string, uri: string }

@description('Where telemetry is sent.')
param insightsConnectionString string

@description('Subnet that the app joins; empty for none.')
param subnetId string

@description('Where diagnostic logs go.')
param workspaceId string

// Each Event Hubs function has instances of its own on this plan; the HTTP functions share theirs.
var streamFunctions = ['ScorePayments', 'WatchFraud', 'AggregateBehaviour', 'AggregateSales']
var alwaysReadyStreams = map(streamFunctions, function => {
  name: 'function:${function}'
  instanceCount: sizes.streamInstances
})

@description('Address of Azure AI Translator; empty leaves translation to the local engines.')
param translatorEndpoint string

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: storage.packageContainer
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: sizes.instanceMemory
        maximumInstanceCount: sizes.mostInstances
        alwaysReady: concat(
          sizes.streamInstances == 0 ? [] : alwaysReadyStreams,
          sizes.httpInstances == 0 ? [] : [{ name: 'http', instanceCount: sizes.httpInstances }]
        )
        triggers: { http: { perInstanceConcurrency: sizes.httpConcurrency } }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__accountName: storage.name
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identity.clientId
        EventHubs__fullyQualifiedNamespace: eventHubsHost
        EventHubs__credential: 'managedidentity'
        EventHubs__clientId: identity.clientId
        Translation__Endpoint: translatorEndpoint
        RetrainFraudSchedule: '0 30 2 * * *'
        RetrainForecastsSchedule: '0 */30 3-6 * * *'
        TranslateCatalogueSchedule: '0 */10 * * * *'
        Pseudonyms__Key: '@Microsoft.KeyVault(SecretUri=${pseudonymKeyUri})'
        // Batches make much that is soon garbage: fewer, larger collections (docs/benchmarks.md).
        DOTNET_GCgen0size: '0x8000000'
        DOTNET_gcConcurrent: '0'
        APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
      },
      empty(previousPseudonymKey.id)
        ? {}
        : {
            Pseudonyms__Previous__0__Key: '@Microsoft.KeyVault(SecretUri=${previousPseudonymKey.uri})'
            Pseudonyms__Previous__0__Id: previousPseudonymKey.id
          }
    )
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id.')
output id string = app.id

@description('Name of the app.')
output name string = app.name

@description('Address of the HTTP functions.')
output address string = 'https://${app.properties.defaultHostName}/api'
