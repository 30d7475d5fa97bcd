/** The console page's only way out: the typed bridge, as `window.porchlight`. Runs sandboxed. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { HostStatus } from '../src/protocol/console.ts';
import { CHANNELS, type ConsoleBridge, type NearbyHost } from '../src/protocol/ipc.ts';
import type { LogLine } from '../src/protocol/log-line.ts';

const bridge: ConsoleBridge = {
  getStatus: () => ipcRenderer.invoke(CHANNELS.getStatus),
  onStatus(listener) {
    const receive = (_event: IpcRendererEvent, status: HostStatus): void => listener(status);
    ipcRenderer.on(CHANNELS.status, receive);
    return () => ipcRenderer.off(CHANNELS.status, receive);
  },
  ask: (command) => ipcRenderer.invoke(CHANNELS.ask, command),
  openPlay: (code) => ipcRenderer.invoke(CHANNELS.openPlay, code),
  joinOther: (text) => ipcRenderer.invoke(CHANNELS.joinOther, text),
  getLog: () => ipcRenderer.invoke(CHANNELS.getLog),
  onLog(listener) {
    const receive = (_event: IpcRendererEvent, lines: readonly LogLine[]): void => listener(lines);
    ipcRenderer.on(CHANNELS.log, receive);
    return () => ipcRenderer.off(CHANNELS.log, receive);
  },
  copyDiagnosis: () => ipcRenderer.invoke(CHANNELS.copyDiagnosis),
  getNearby: () => ipcRenderer.invoke(CHANNELS.getNearby),
  onNearby(listener) {
    const receive = (_event: IpcRendererEvent, hosts: readonly NearbyHost[]): void => listener(hosts);
    ipcRenderer.on(CHANNELS.nearby, receive);
    return () => ipcRenderer.off(CHANNELS.nearby, receive);
  },
};

contextBridge.exposeInMainWorld('porchlight', bridge);
