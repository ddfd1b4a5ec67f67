// Mounts the history of a job, and that of a host over all jobs.

import { el, fill } from '../../engine/view/dom.js';
import { HostHistoryPage } from './host.js';
import { JobPage } from './job.js';

function begin(place, page) {
  page.start().catch(error => fill(place, el('p', { class: 'ae-alert', role: 'alert' }, 'The history cannot be shown: ' + error.message)));
}

for (const place of document.querySelectorAll('.ansible-job-history')) { begin(place, new JobPage(place)); }
for (const place of document.querySelectorAll('.ansible-host-history')) { begin(place, new HostHistoryPage(place)); }
